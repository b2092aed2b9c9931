//! Sealed files.

use anyhow::{Result, ensure};
use reqwest::Method;
use sigilo_protocol::{ConvId, Hash};

use crate::{
    answer::Answer,
    draft::Party,
    kit::{Kit, random},
};

/// A sealed chunk, in bytes.
const CHUNK: usize = 64 * 1024 + 16;

/// A conversation, a token for it, and a file of one chunk and a little.
async fn begun(kit: &Kit) -> Result<(ConvId, String, Vec<u8>)> {
    let visitor = Party::visitor();
    let conv = kit.begun(&visitor).await?;
    let token = kit.backend.token(&visitor.key).await?;
    let seed = random::<32>();
    let file = (0..CHUNK + 500).map(|at| seed[at % 32].wrapping_add((at / 32) as u8)).collect();
    Ok((conv, token, file))
}

fn place(conv: ConvId, file: &[u8]) -> String {
    format!("/conversations/{conv}/blobs/{}", Hash::of(file))
}

async fn put(
    kit: &Kit,
    path: &str,
    token: &str,
    (at, size): (usize, usize),
    piece: &[u8],
) -> Result<Answer> {
    let request = kit.backend.request(Method::POST, &format!("{path}?at={at}&size={size}"));
    let request = request.header("content-type", "application/octet-stream").bearer_auth(token);
    kit.backend.send(request.body(piece.to_vec())).await
}

pub(super) async fn whole(kit: &Kit) -> Result<()> {
    let (conv, token, file) = begun(kit).await?;
    let path = place(conv, &file);
    kit.backend.read(&path, &token).await?.must_be_problem(404, "blob-unknown")?;
    let first = put(kit, &path, &token, (0, file.len()), &file[..CHUNK]).await?.must_be(200)?;
    ensure!(first.number("have")? == CHUNK as u64, "expected what came, {}", first.came());
    kit.backend.read(&path, &token).await?.must_be_problem(404, "blob-unknown")?;
    let last = put(kit, &path, &token, (CHUNK, file.len()), &file[CHUNK..]).await?.must_be(201)?;
    ensure!(last.json()?["done"] == true, "expected that it is done, {}", last.came());
    let read = kit.backend.read(&path, &token).await?.must_be(200)?;
    ensure!(read.body == file, "expected the file as it was posted, came another");
    let range = kit.backend.request(Method::GET, &path).bearer_auth(&token);
    let part = kit.backend.send(range.header("range", "bytes=10-19")).await?.must_be(206)?;
    let part = part.must_have("content-range", &format!("bytes 10-19/{}", file.len()))?;
    ensure!(part.body == file[10..20], "expected ten bytes, came {}", part.body.len());
    Ok(())
}

pub(super) async fn resumed(kit: &Kit) -> Result<()> {
    let (conv, token, file) = begun(kit).await?;
    let path = place(conv, &file);
    put(kit, &path, &token, (0, file.len()), &file[..CHUNK]).await?.must_be(200)?;
    let again = put(kit, &path, &token, (0, file.len()), &file[..CHUNK]).await?;
    again.must_be_problem(409, "offset-mismatch")?;
    let upload = kit.backend.read(&format!("{path}/upload"), &token).await?.must_be(200)?;
    ensure!(upload.number("have")? == CHUNK as u64, "expected where to go on, {}", upload.came());
    put(kit, &path, &token, (CHUNK, file.len()), &file[CHUNK..]).await?.must_be(201)?;
    put(kit, &path, &token, (0, file.len()), &file[..CHUNK]).await?.must_be(200)?;
    Ok(())
}

pub(super) async fn hashed(kit: &Kit) -> Result<()> {
    let (conv, token, mut file) = begun(kit).await?;
    let path = place(conv, &file);
    file[0] ^= 1;
    let posted = put(kit, &path, &token, (0, file.len()), &file).await?;
    posted.must_be_problem(422, "blob-invalid")?;
    kit.backend.read(&path, &token).await?.must_be_problem(404, "blob-unknown")?;
    Ok(())
}

pub(super) async fn not_owner(kit: &Kit) -> Result<()> {
    let (conv, token, file) = begun(kit).await?;
    let path = place(conv, &file);
    put(kit, &path, &token, (0, file.len()), &file).await?.must_be(201)?;
    let stranger = kit.backend.token(&Party::visitor().key).await?;
    kit.backend.read(&path, &stranger).await?.must_be_problem(403, "not-owner")?;
    let posted = put(kit, &path, &stranger, (0, file.len()), &file).await?;
    posted.must_be_problem(403, "not-owner")?;
    kit.backend.get(&path).await?.must_be_problem(401, "token-missing")?;
    Ok(())
}

pub(super) async fn erased(kit: &Kit) -> Result<()> {
    let (conv, token, file) = begun(kit).await?;
    let path = place(conv, &file);
    put(kit, &path, &token, (0, file.len()), &file).await?.must_be(201)?;
    kit.backend.erase(conv, &token).await?.must_be(204)?;
    let read = kit.backend.read(&path, &token).await?;
    read.must_be_problem(410, "conversation-erased")?;
    Ok(())
}
