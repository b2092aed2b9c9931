//! Weighs what recognisers report, and settles what overlaps.

use crate::{
    Evidence, Finding,
    found::{Found, Hit},
    reading::is_cut,
    scene::{Around, Scene},
};

/// Below this, in hundredths, nothing is told: it would be a guess.
const LEAST: u8 = 20;
/// From this on a finding counts.
const ENOUGH: u8 = (Finding::SURE_ENOUGH * 100.0) as u8;
/// How much surer another reading of the same signs must be to leave no room for a guess.
const FAR: u8 = 20;
/// What a word that speaks against a number takes from what another says for it.
const DOUBT: u8 = 20;

/// In hundredths, how sure a hit of each strength is: told, all that is said, among other words, spoken
/// against.
const SURE: [[u8; 4]; 4] = [[65, 85, 95, 99], [25, 55, 85, 97], [10, 30, 70, 95], [10, 10, 40, 75]];

/// The findings of a text, in order; what is contained in something surer is left out, and of the same
/// signs every plausible reading stays, the surest first.
#[inline(never)]
pub(crate) fn resolve(scene: &Scene<'_>, found: Found) -> Vec<Finding> {
    let mut all: Vec<Hit> = Vec::new();
    // Numbers are reported first, then words, each almost in order.
    let (numbers, words) = found.hits.split_at_checked(found.words).unwrap_or_default();
    let (mut number, mut word) = (0, 0);
    // Of the same signs there are often several hits, one after the other.
    let mut last = (0, 0);
    let mut around = scene.around(0, 0);
    loop {
        let mut hit = match (numbers.get(number), words.get(word)) {
            (Some(own), other) if !other.is_some_and(|other| is_before(other, own)) => {
                number += 1;
                *own
            }
            (_, Some(own)) => {
                word += 1;
                *own
            }
            _ => break,
        };
        if hit.sure == 0 {
            if last != (hit.from, hit.to) {
                last = (hit.from, hit.to);
                around = scene.around(hit.from, hit.to);
            }
            hit.sure = weigh(scene, &hit, around);
        }
        if hit.sure < LEAST {
            continue;
        }
        let mut place = all.len();
        while place > 0 && all.get(place - 1).is_some_and(|own| is_before(&hit, own)) {
            place -= 1;
        }
        all.insert(place, hit);
    }
    let mut kept: Vec<Hit> = Vec::new();
    for own in &all {
        // Those before it begin before it: what overlaps is at the end, and all of the same signs.
        let mut apart = kept.len();
        let (mut is_same, mut is_left_out) = (false, false);
        while let Some(last) = apart.checked_sub(1).and_then(|last| kept.get(last)) {
            if last.to <= own.from {
                break;
            }
            if (last.from, last.to) == (own.from, own.to) {
                is_same = true;
                let is_guess = own.sure < ENOUGH && last.sure >= own.sure + FAR;
                is_left_out |= last.kind == own.kind || is_guess;
            } else if !is_same {
                is_left_out |= last.sure >= own.sure;
            }
            apart -= 1;
        }
        if is_left_out {
            continue;
        }
        if !is_same {
            kept.truncate(apart);
        }
        kept.push(*own);
    }
    located(scene, &kept)
}

#[inline(never)]
fn is_before(one: &Hit, other: &Hit) -> bool {
    key(one) < key(other)
}

/// The order of hits: by their first sign, the longer first, the surer first.
fn key(hit: &Hit) -> (u64, u32) {
    let span = (hit.from as u64) << 32 | u64::from(!(hit.to as u32));
    let pattern = hit.pattern.map_or(0, |pattern| u32::from(pattern) + 1);
    (span, u32::from(!hit.sure) << 24 | (hit.kind as u32) << 16 | pattern)
}

fn weigh(scene: &Scene<'_>, hit: &Hit, around: Around) -> u8 {
    let is_told = hit.evidence == Evidence::Context || around.told.has(hit.kind);
    let is_other = around.is_other && !around.spared.has(hit.kind);
    let row = match (is_told, is_other) {
        (true, _) => 0,
        (false, true) => 3,
        (false, false) if is_cut(scene.plain, hit.from, hit.to) => 3,
        (false, false) if around.is_alone => 1,
        (false, false) => 2,
    };
    let sure = SURE.get(row).and_then(|row| row.get(hit.strength as usize)).copied();
    sure.unwrap_or(0) - if is_told && is_other { DOUBT } else { 0 }
}

/// The findings with their places in the text.
fn located(scene: &Scene<'_>, kept: &[Hit]) -> Vec<Finding> {
    let mut findings = Vec::new();
    for hit in kept {
        let (start, end) = scene.plain.bytes(hit.from, hit.to);
        findings.push(Finding {
            kind: hit.kind,
            start,
            end,
            confidence: f32::from(hit.sure) / 100.0,
            evidence: hit.evidence,
            pattern: hit.pattern,
        });
    }
    findings
}
