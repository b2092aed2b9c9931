//! Pictures small enough for a repository: 256 colours, which is plenty for screens.

use std::collections::HashMap;

use anyhow::{Result, ensure};
use color_quant::NeuQuant;
use png::{BitDepth, ColorType, Compression, Decoder, Encoder, Transformations};

/// One pixel in this many is looked at to choose the colours: 1 is best, 30 fastest.
const SAMPLING: i32 = 10;

/// The same picture with 256 colours at most.
pub(crate) fn small(picture: &[u8]) -> Result<Vec<u8>> {
    let mut decoder = Decoder::new(std::io::Cursor::new(picture));
    decoder.set_transformations(Transformations::ALPHA | Transformations::STRIP_16);
    let mut reader = decoder.read_info()?;
    let mut pixels = vec![0; reader.output_buffer_size().unwrap_or_default()];
    let info = reader.next_frame(&mut pixels)?;
    ensure!(info.color_type == ColorType::Rgba, "a picture of {:?}", info.color_type);

    let colours = NeuQuant::new(SAMPLING, 256, &pixels);
    let mut known: HashMap<[u8; 4], u8> = HashMap::new();
    let (exact, _) = pixels.as_chunks::<4>();
    let nearest = |pixel: &[u8; 4]| colours.index_of(pixel).to_le_bytes()[0];
    let indices: Vec<u8> =
        exact.iter().map(|pixel| *known.entry(*pixel).or_insert_with(|| nearest(pixel))).collect();

    let mut written = Vec::new();
    let mut encoder = Encoder::new(&mut written, info.width, info.height);
    encoder.set_color(ColorType::Indexed);
    encoder.set_depth(BitDepth::Eight);
    encoder.set_compression(Compression::High);
    encoder.set_palette(colours.color_map_rgb());
    encoder.write_header()?.write_image_data(&indices)?;
    Ok(written)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_picture_keeps_its_size_and_looks_and_loses_weight() {
        let (width, height) = (200_u32, 120_u32);
        let pixel = |n: u32| [n % width, n / width, 90].map(|c| c.to_le_bytes()[0]);
        let pixels: Vec<u8> = (0..width * height).flat_map(pixel).collect();
        let mut picture = Vec::new();
        let mut encoder = Encoder::new(&mut picture, width, height);
        encoder.set_color(ColorType::Rgb);
        encoder.set_filter(png::Filter::NoFilter);
        encoder.write_header().unwrap().write_image_data(&pixels).unwrap();

        let small = small(&picture).unwrap();
        assert!(small.len() < picture.len());
        let mut decoder = Decoder::new(std::io::Cursor::new(small));
        decoder.set_transformations(Transformations::EXPAND);
        let mut reader = decoder.read_info().unwrap();
        let mut shown = vec![0; reader.output_buffer_size().unwrap()];
        let info = reader.next_frame(&mut shown).unwrap();
        assert_eq!((info.width, info.height), (width, height));
        let far = shown.iter().zip(&pixels).filter(|(a, b)| a.abs_diff(**b) > 24).count();
        assert!(far < pixels.len() / 20, "{far} of {} are far off", pixels.len());
    }
}
