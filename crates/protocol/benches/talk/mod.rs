//! What is measured, here and in a browser: a visitor, and a bot, an agent and an archive that read.

#[path = "../../tests/world/mod.rs"]
mod world;

use getrandom::{SysRng, rand_core::UnwrapErr};
use sigilo_protocol::*;
use world::*;

/// One megabyte.
const FILE: usize = 1_000_000;

/// Exchanges of one load: it may send 10 000.
const LOAD: usize = 2_000;

/// A thing that is measured: its name, and what does it once and tells how long that part took, by
/// the clock that it is given.
pub(crate) struct Case {
    pub(crate) name: &'static str,
    pub(crate) once: Box<dyn FnMut(Clock) -> f64>,
}

/// Milliseconds since some time.
pub(crate) type Clock = fn() -> f64;

/// Everything that is measured.
pub(crate) fn cases() -> Vec<Case> {
    let mut cases = vec![case("set-up, all three", set_up)];
    for (seals, opens, size) in
        [("seal 100 B", "open 100 B", 100), ("seal 10 KB", "open 10 KB", 10_000)]
    {
        let (mut one, mut other) = (Talk::new(size), Talk::new(size));
        cases.push(case(seals, move |clock| one.exchange(clock)[0]));
        cases.push(case(opens, move |clock| other.exchange(clock)[1]));
    }
    let file = vec![7; FILE];
    let (sealed, chunks) = seal_file(&file);
    cases.push(case("seal a file of 1 MB", move |clock| timed(clock, || seal_file(&file)).0));
    cases.push(case("open a file of 1 MB", move |clock| {
        timed(clock, || open_file(&sealed, &chunks)).0
    }));
    cases
}

fn case(name: &'static str, once: impl FnMut(Clock) -> f64 + 'static) -> Case {
    Case { name, once: Box::new(once) }
}

fn timed<T>(clock: Clock, work: impl FnOnce() -> T) -> (f64, T) {
    let start = clock();
    let done = std::hint::black_box(work());
    (clock() - start, done)
}

/// A hello, the bot and the agent take it and answer, and the load is open: all ends' work.
fn set_up(clock: Clock) -> f64 {
    let mut world = world();
    timed(clock, || world.begin()).0
}

/// A conversation in turns, so that every message has the ratchet step.
struct Talk {
    world: World,
    session: Session<Open>,
    conversations: Conversations,
    text: String,
    left: usize,
}

impl Talk {
    fn new(size: usize) -> Self {
        let mut world = world();
        let (session, conversations) = world.begin();
        Self { world, session, conversations, text: "x".repeat(size), left: LOAD }
    }

    /// A question and its answer; how long the visitor took to seal the one and to open the other.
    /// Signatures and their check are in it, by `p256` (a browser signs by WebCrypto).
    fn exchange(&mut self, clock: Clock) -> [f64; 2] {
        if self.left == 0 {
            *self = Self::new(self.text.len());
        }
        self.left -= 1;
        let body = Body::new(&random_id(&mut self.world.rng), Content::text(&self.text, "en"));
        let (seals, line) = timed(clock, || {
            let unsigned = self.session.seal(&body, NOW * 1000, &mut self.world.rng).unwrap();
            let signature = self.world.visitor.sign(unsigned.signing_input());
            unsigned.attach(signature).to_json()
        });
        let question = Envelope::parse(line.as_bytes()).unwrap();
        self.world.take(&mut self.conversations, &question);
        let answer = self.world.answer(&mut self.conversations[0], &self.text).to_json();
        let (opens, event) = timed(clock, || {
            let answer = Envelope::parse(answer.as_bytes()).unwrap();
            self.session.receive(&answer).unwrap()
        });
        assert_eq!(text(event.body).len(), self.text.len());
        [seals, opens]
    }
}

fn seal_file(file: &[u8]) -> (SealedFile, Vec<Vec<u8>>) {
    let mut sealer = Sealer::new(FileKey::generate(&mut UnwrapErr(SysRng)));
    let (full, last) = file.split_at(file.len() / FILE_CHUNK * FILE_CHUNK);
    let chunks = full.chunks(FILE_CHUNK).map(|chunk| sealer.next(chunk).unwrap()).collect();
    (sealer.last(last).unwrap(), chunks)
}

fn open_file(sealed: &SealedFile, chunks: &[Vec<u8>]) -> Vec<u8> {
    let mut opener = Opener::new(&sealed.key, sealed.blob, sealed.size).unwrap();
    let mut file: Vec<u8> = chunks.iter().flat_map(|chunk| opener.next(chunk).unwrap()).collect();
    file.extend(opener.last(&sealed.last).unwrap());
    file
}
