//! What the next bit of a text probably is, by what came after the same signs before: context mixing, as in the
//! PAQ family. It takes 2 KB off what gzip makes of the same tables.
//!
//! The build and the page have to come to the very same numbers: all of it is IEEE arithmetic of single
//! precision, which is exact everywhere, and no function of a library beside the square root.

/// So many of the last bytes are looked at, 0 to 3; and the word so far. More, and more places, would save 0.5 KB,
/// and take three times as long when the page loads it.
const ORDERS: usize = 4;
const CONTEXTS: usize = ORDERS + 1;
/// Places for what was seen after a context, in bits.
const PLACES: u32 = 16;
/// After so many times, what comes next counts as much as what came before.
const STEADY: u32 = 30;
/// Chances are told in so many steps.
const STEPS: usize = 4096;

/// The model, after some of the text.
pub(crate) struct Model {
    /// For each context, of 2^22 how likely a 1 is, and in the lower ten bits how often it was there.
    seen: Vec<u32>,
    /// How far a chance is from a half: ln(p ÷ (1 − p)).
    far: Vec<f32>,
    /// How much each context counts.
    weights: [f32; CONTEXTS],
    /// How fast that is learnt.
    rate: f32,
    /// What each context says.
    inputs: [f32; CONTEXTS],
    places: [usize; CONTEXTS],
    contexts: [u32; CONTEXTS],
    /// What all of them together say.
    mixed: f32,
    /// The bits of the byte that is being read, after a 1.
    bits: u32,
    /// The bytes before it, and the word so far.
    before: u32,
    word: u32,
}

impl Model {
    /// Before the first bit.
    pub(crate) fn new() -> Self {
        let mut far = Vec::with_capacity(STEPS);
        for step in 0..STEPS {
            let chance = (step as f32 + 0.5) / STEPS as f32;
            // ln x = 2^10 × (x^(1 ÷ 2^10) − 1), nearly.
            let mut root = chance / (1.0 - chance);
            for _ in 0..10 {
                root = root.sqrt();
            }
            far.push((root - 1.0) * 1024.0);
        }
        let mut own = Self {
            seen: vec![1 << 31; CONTEXTS << PLACES],
            far,
            weights: [0.3; CONTEXTS],
            rate: 0.02,
            inputs: [0.0; CONTEXTS],
            places: [0; CONTEXTS],
            contexts: [0; CONTEXTS],
            mixed: 0.0,
            bits: 1,
            before: 0,
            word: 0,
        };
        own.begin();
        own
    }

    /// Of 2^16, how likely the next bit is a 1.
    pub(crate) fn chance(&mut self) -> u32 {
        let mut sum = 0.0;
        for nth in 0..CONTEXTS {
            let hash = mixed(self.contexts[nth] ^ mixed(self.bits));
            let place = (nth << PLACES) + (hash >> (32 - PLACES)) as usize;
            let seen = self.seen.get(place).copied().unwrap_or(0);
            let far = self.far.get((seen >> 20) as usize).copied();
            self.places[nth] = place;
            self.inputs[nth] = far.filter(|_| seen & 1023 != 0).unwrap_or(0.0);
            sum += self.inputs[nth] * self.weights[nth];
        }
        // e^x = (1 + x ÷ 2^10)^(2^10), nearly.
        let mut power = 1.0 - sum.clamp(-12.0, 12.0) / 1024.0;
        for _ in 0..10 {
            power *= power;
        }
        self.mixed = 1.0 / (1.0 + power);
        ((self.mixed * 65536.0) as u32).clamp(16, 65520)
    }

    /// Takes what the bit was.
    pub(crate) fn learn(&mut self, bit: u32) {
        let wrong = (bit as f32 - self.mixed) * self.rate;
        for nth in 0..CONTEXTS {
            self.weights[nth] += wrong * self.inputs[nth];
            let Some(seen) = self.seen.get_mut(self.places[nth]) else { continue };
            let times = *seen & 1023;
            let step = (((bit << 22) as i32) - ((*seen >> 10) as i32)) * 2 / (2 * times as i32 + 3);
            // Never quite sure.
            let chance = ((*seen >> 10) as i32 + step).clamp(1 << 9, (1 << 22) - (1 << 9));
            *seen = (chance as u32) << 10 | (times + 1).min(STEADY);
        }
        self.bits = self.bits << 1 | bit;
        if self.bits > 255 {
            self.end();
        }
    }

    /// Takes a byte that is whole.
    fn end(&mut self) {
        let byte = self.bits as u8;
        self.before = self.before << 8 | u32::from(byte);
        self.word = if byte.is_ascii_alphabetic() { mixed(self.word ^ u32::from(byte)) } else { 0 };
        self.rate = (self.rate * 0.9995).max(0.002);
        self.bits = 1;
        self.begin();
    }

    fn begin(&mut self) {
        for order in 1..ORDERS {
            let bytes = self.before & !(u32::MAX << (8 * order));
            self.contexts[order] = mixed(bytes).wrapping_add(order as u32);
        }
        self.contexts[ORDERS] = self.word;
    }
}

/// Where what is between two numbers is split by a chance.
pub(crate) fn split(low: u32, high: u32, chance: u32) -> u32 {
    low + ((u64::from(high - low) * u64::from(chance)) >> 16) as u32
}

fn mixed(number: u32) -> u32 {
    let number = number.wrapping_mul(0x9E37_79B1);
    (number ^ number >> 15).wrapping_mul(0x85EB_CA6B).rotate_left(13)
}
