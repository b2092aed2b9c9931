//! The plans that telephone numbers follow, from libphonenumber's data.

use crate::{
    known::known,
    list::{has, split},
    token,
};

/// As large as a number of so many digits can't be.
const UNITS: [u32; 4] = [1, 10, 100, 1000];

/// What a country's numbers look like.
#[derive(Debug, Default)]
pub(super) struct Plan {
    code: usize,
    /// What is dialled before a number within the country.
    pub(super) trunk: &'static [u8],
    /// Whether nothing but lengths is known of it, so that any number of the right length follows it.
    pub(super) is_open: bool,
    /// Bit n: there are numbers of so many digits.
    lengths: u32,
    ranges: Vec<Range>,
}

/// Numbers of one length that begin alike: their first three digits, from and to.
#[derive(Debug)]
struct Range {
    length: usize,
    is_mobile: bool,
    low: u32,
    high: u32,
}

/// What a number that follows a plan is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[repr(u32)]
pub(super) enum Line {
    /// Anything else: at home, free of charge, dear.
    Other,
    /// A mobile, and nothing else.
    Mobile,
}

/// The plans, and where each is by its code and by its regions.
#[derive(Debug)]
pub(crate) struct Plans {
    all: Vec<Plan>,
    codes: [u8; 1000],
    regions: [u8; 26 * 26],
}

/// The plan of a region.
pub(super) fn of_region(region: &[u8]) -> Option<&'static Plan> {
    let plans = plans();
    plans.all.get(usize::from(*plans.regions.get(place(region))?))
}

/// The plan of the country code that digits begin with, and the digits after it.
pub(super) fn of_code(digits: &[u8]) -> Option<(&'static Plan, &[u8])> {
    // No code is the beginning of another, and none begins with a nought.
    let plans = plans();
    for length in 1..4 {
        let (code, rest) = digits.split_at_checked(length)?;
        let code = token::number(code) as usize;
        if let Some(plan) = plans.all.get(usize::from(*plans.codes.get(code)?))
            && digits.first() != Some(&b'0')
        {
            return Some((plan, rest));
        }
    }
    None
}

impl Plan {
    /// Whether it is of North America, where numbers are written and dialled in a way of their own.
    pub(super) fn is_american(&self) -> bool {
        self.code == 1
    }

    /// Whether its numbers are always written with the trunk prefix, as in Europe; in Latin America they
    /// are mostly not.
    pub(super) fn needs_trunk(&self) -> bool {
        let is_latin = matches!(self.code, 50..=59 | 500..=599);
        !self.trunk.is_empty() && !self.is_american() && !is_latin
    }

    /// What a number as it is written within the country is: with or without what is dialled first, or
    /// in a way that plans don't tell.
    pub(super) fn line_at_home(&self, digits: &[u8]) -> Option<Line> {
        let bare = digits.strip_prefix(self.trunk).unwrap_or(digits);
        let line = self.line_of(digits);
        if line.is_some() || bare.len() == digits.len() { line } else { self.line_of(bare) }
    }

    fn line_of(&self, digits: &[u8]) -> Option<Line> {
        self.line(digits).or_else(|| self.line_by_habit(digits))
    }

    /// What a number after its country code is.
    pub(super) fn line(&self, national: &[u8]) -> Option<Line> {
        if self.lengths >> national.len() & 1 == 0 {
            return None;
        }
        let head = token::number(national.get(..3)?);
        // In North America an exchange begins with 2 to 9, as an area does.
        if self.is_american() && national.len() == 10 && national.get(3) < Some(&b'2') {
            return None;
        }
        for range in &self.ranges {
            if range.length == national.len() && range.low <= head && head <= range.high {
                return Some(if range.is_mobile { Line::Mobile } else { Line::Other });
            }
        }
        None
    }

    /// The 15 of Argentina's mobiles, what Mexico dialled before its own until 2019, the carrier in Brazil.
    fn line_by_habit(&self, digits: &[u8]) -> Option<Line> {
        match (self.code, digits) {
            (
                54,
                [_, _, b'1', b'5', ..] | [_, _, _, b'1', b'5', ..] | [_, _, _, _, b'1', b'5', ..],
            ) if digits.len() == 12 => Some(Line::Mobile),
            (
                52,
                [b'1', rest @ ..] | [b'0', b'1', rest @ ..] | [b'0', b'4', b'4' | b'5', rest @ ..],
            ) => self.line(rest),
            (55, [_, _, rest @ ..]) if digits.len() > 11 => self.line(rest),
            _ => None,
        }
    }
}

fn plans() -> &'static Plans {
    &known().plans
}

impl Plans {
    /// Reads what data/phones.py wrote.
    pub(crate) fn new(packed: &'static [u8]) -> Self {
        // 255 is none of them.
        let mut plans = Self { all: Vec::new(), codes: [u8::MAX; 1000], regions: [u8::MAX; 676] };
        for line in split(packed, b'\n') {
            add(&mut plans, line);
        }
        plans
    }
}

/// Where a region is in a list of all that there could be.
fn place(region: &[u8]) -> usize {
    let [first, second] = region else { return usize::MAX };
    usize::from(first.wrapping_sub(b'A')) * 26 + usize::from(second.wrapping_sub(b'A'))
}

/// Takes a line: code, regions, trunk prefix, and for each length what numbers begin with.
#[inline(never)]
fn add(plans: &mut Plans, line: &'static [u8]) {
    let own = plans.all.len() as u8;
    let mut plan = Plan::default();
    let mut length = 0;
    let mut nth = 0;
    let mut from = 0;
    for at in 0..line.len() + 1 {
        let sign = line.get(at).copied().unwrap_or(b' ');
        if !has(b" ,", sign) {
            continue;
        }
        let part = line.get(from..at).unwrap_or_default();
        match part {
            _ if nth == 0 => plan.code = token::number(part) as usize,
            [b'A'..=b'Z', ..] => {
                let mut rest = part;
                while let [first, second, more @ ..] = rest {
                    if let Some(slot) = plans.regions.get_mut(place(&[*first, *second])) {
                        *slot = own;
                    }
                    rest = more;
                }
            }
            // Nothing but lengths.
            _ if nth == 1 => {
                for sign in part {
                    plan.add(digits(*sign), b"");
                }
            }
            b"-" => {}
            _ if nth == 2 => plan.trunk = part,
            [sign, span @ ..] if length == 0 => {
                length = digits(*sign);
                plan.add(length, span);
            }
            span => plan.add(length, span),
        }
        if sign == b' ' {
            nth += 1;
            length = 0;
        }
        from = at + 1;
    }
    if let Some(slot) = plans.codes.get_mut(plan.code) {
        *slot = own;
        plans.all.push(plan);
    }
}

/// How many digits a sign says: `a` is ten.
fn digits(sign: u8) -> usize {
    usize::from(if sign < b'a' { sign & 15 } else { sign - b'a' + 10 })
}

impl Plan {
    /// `m71-4`: what begins with 71 to 74, mobiles.
    fn add(&mut self, length: usize, span: &[u8]) {
        self.is_open |= span.is_empty();
        let digits = span.strip_prefix(b"m").unwrap_or(span);
        let places = digits.iter().position(|sign| *sign == b'-').unwrap_or(digits.len());
        let (low, last) = digits.split_at(places);
        let last = last.get(1..).unwrap_or_default();
        let low = token::number(low);
        // The last digits of the upper end take the place of those of the lower.
        let kept = if last.is_empty() { low } else { low - low % UNITS[last.len() & 3] };
        let high = kept + token::number(last);
        let unit = UNITS[3 - (places & 3)];
        let is_mobile = digits.len() < span.len();
        let (low, high) = (low * unit, high * unit + unit - 1);
        self.lengths |= 1 << length;
        self.ranges.push(Range { length, is_mobile, low, high });
    }
}
