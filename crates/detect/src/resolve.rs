//! Weighs what recognisers report, and settles what overlaps.

use crate::{
    Evidence, Finding,
    found::{Hit, Strength},
    reading::is_cut,
    scene::Scene,
    sort::sort,
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
pub(crate) fn resolve(scene: &Scene<'_>, hits: Vec<Hit>, text: &str) -> Vec<Finding> {
    let mut all: Vec<Weighed> = hits
        .into_iter()
        .map(|hit| weigh(scene, hit))
        .filter(|own| own.confidence >= LEAST)
        .collect();
    let key = |own: &Weighed| (own.hit.from, std::cmp::Reverse(own.hit.to));
    sort(&mut all, |a, b| {
        let surer = b.confidence.total_cmp(&a.confidence);
        let kinds = (a.hit.kind, a.hit.pattern).cmp(&(b.hit.kind, b.hit.pattern));
        key(a).cmp(&key(b)).then(surer).then(kinds).is_lt()
    });
    let mut kept: Vec<Weighed> = Vec::new();
    for own in all {
        let mut is_kept = true;
        // Those before it begin before it: what overlaps is at the end.
        while let Some(last) = kept.last() {
            if last.hit.to <= own.hit.from {
                break;
            }
            let is_same = (last.hit.from, last.hit.to) == (own.hit.from, own.hit.to);
            if is_same {
                let is_doubled =
                    kept.iter().rev().take_while(|last| last.hit.to > own.hit.from).any(|last| {
                        last.hit.kind == own.hit.kind || last.confidence >= own.confidence + 0.2
                    });
                is_kept = !is_doubled;
                break;
            }
            if last.confidence >= own.confidence {
                is_kept = false;
                break;
            }
            kept.pop();
        }
        if is_kept {
            kept.push(own);
        }
    }
    located(scene, &kept, text)
}

fn weigh(scene: &Scene<'_>, hit: Hit) -> Weighed {
    let Hit { kind, from, to, .. } = hit;
    let is_told = hit.evidence == Evidence::Context || scene.is_told(kind, from, to);
    let confidence = match (is_told, scene.is_other(from, to)) {
        (true, is_other) => told(hit.strength) - if is_other { 0.15 } else { 0.0 },
        (false, true) => spoken_against(hit.strength),
        (false, false) if is_cut(scene.plain, from, to) => spoken_against(hit.strength),
        (false, false) if scene.is_alone(from, to) => alone(hit.strength),
        (false, false) => plainly(hit.strength),
    };
    Weighed { hit, confidence }
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
    text.get(from..to).map_or(0, |piece| piece.chars().count())
}
