//! Weighs what recognisers report, and settles what overlaps.

use crate::{
    Evidence, Finding,
    found::{Hit, Strength},
    reading::is_cut,
    scene::{Around, Scene},
};

/// Below this nothing is told: it would be a guess.
const LEAST: f32 = 0.2;

/// A hit that was weighed.
struct Weighed {
    hit: Hit,
    confidence: f32,
}

/// The findings of a text, in order; what is contained in something surer is left out, and of the same
/// signs every plausible reading stays, the surest first.
#[inline(never)]
pub(crate) fn resolve(scene: &Scene<'_>, hits: Vec<Hit>, text: &str) -> Vec<Finding> {
    let key = |own: &Weighed| (own.hit.from, std::cmp::Reverse(own.hit.to));
    let mut all: Vec<Weighed> = Vec::with_capacity(hits.len());
    // Of the same signs there are often several hits, one after the other.
    let mut around = None;
    for hit in hits {
        let span = (hit.from, hit.to);
        let said = match around {
            Some((last, said)) if last == span => said,
            _ => scene.around(hit.from, hit.to),
        };
        around = Some((span, said));
        let own = Weighed { confidence: weigh(scene, &hit, said), hit };
        if own.confidence >= LEAST {
            // Hits come almost in order, so that its place is near the end.
            let order = |a: &Weighed| {
                let surer = own.confidence.total_cmp(&a.confidence);
                let kinds = (a.hit.kind, a.hit.pattern).cmp(&(own.hit.kind, own.hit.pattern));
                key(a).cmp(&key(&own)).then(surer).then(kinds)
            };
            let place = all.partition_point(|a| order(a).is_le());
            all.insert(place, own);
        }
    }
    let mut kept: Vec<Weighed> = Vec::new();
    for own in all {
        // Those before it begin before it: what overlaps is at the end, and all of the same signs.
        let ends_before = |last: &Weighed| last.hit.to <= own.hit.from;
        let apart = kept.iter().rposition(ends_before).map_or(0, |last| last + 1);
        let over = kept.get(apart..).unwrap_or_default();
        let is_same =
            over.iter().any(|last| (last.hit.from, last.hit.to) == (own.hit.from, own.hit.to));
        let is_guess = own.confidence < Finding::SURE_ENOUGH;
        let is_left_out = |last: &Weighed| match is_same {
            true => {
                let is_far = last.confidence >= own.confidence + 0.2;
                last.hit.kind == own.hit.kind || (is_far && is_guess)
            }
            false => last.confidence >= own.confidence,
        };
        if over.iter().any(is_left_out) {
            continue;
        }
        if !is_same {
            kept.truncate(apart);
        }
        kept.push(own);
    }
    located(scene, &kept, text)
}

fn weigh(scene: &Scene<'_>, hit: &Hit, around: Around) -> f32 {
    if let Some(confidence) = hit.weighed {
        return confidence;
    }
    let is_told = hit.evidence == Evidence::Context || around.told.has(hit.kind);
    match (is_told, around.is_other && !around.spared.has(hit.kind)) {
        (true, is_other) => told(hit.strength) - if is_other { 0.15 } else { 0.0 },
        (false, true) => spoken_against(hit.strength),
        (false, false) if is_cut(scene.plain, hit.from, hit.to) => spoken_against(hit.strength),
        (false, false) if around.is_alone => alone(hit.strength),
        (false, false) => plainly(hit.strength),
    }
}

fn told(strength: Strength) -> f32 {
    match strength {
        Strength::Sure => 0.99,
        Strength::Likely => 0.95,
        Strength::Weak => 0.85,
        Strength::Hint => 0.65,
    }
}

fn alone(strength: Strength) -> f32 {
    match strength {
        Strength::Sure => 0.97,
        Strength::Likely => 0.85,
        Strength::Weak => 0.55,
        Strength::Hint => 0.25,
    }
}

fn plainly(strength: Strength) -> f32 {
    match strength {
        Strength::Sure => 0.95,
        Strength::Likely => 0.7,
        Strength::Weak => 0.3,
        Strength::Hint => 0.1,
    }
}

fn spoken_against(strength: Strength) -> f32 {
    match strength {
        Strength::Sure => 0.75,
        Strength::Likely => 0.4,
        Strength::Weak | Strength::Hint => 0.1,
    }
}

/// The findings with their places in the text.
fn located(scene: &Scene<'_>, kept: &[Weighed], text: &str) -> Vec<Finding> {
    // Where code points were counted up to: spans that overlap begin at the same or a later place.
    let (mut byte, mut point) = (0, 0);
    let mut findings = Vec::with_capacity(kept.len());
    for Weighed { hit, confidence } in kept {
        let (start, end) = scene.plain.bytes(hit.from, hit.to);
        point += points(text, byte, start);
        byte = start;
        findings.push(Finding {
            kind: hit.kind,
            start,
            end,
            start_point: point,
            end_point: point + points(text, start, end),
            confidence: *confidence,
            evidence: hit.evidence,
            pattern: hit.pattern,
        });
    }
    findings
}

fn points(text: &str, from: usize, to: usize) -> usize {
    let piece = text.get(from..to).unwrap_or_default();
    // Bytes that begin a character: the library's count is made for speed, in half a kilobyte.
    piece.bytes().filter(|byte| byte & 0xC0 != 0x80).count()
}
