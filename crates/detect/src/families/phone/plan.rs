//! The plans that telephone numbers follow, from libphonenumber's data.

use std::sync::OnceLock;

/// See data/phones.py, which writes it.
const DATA: &str = include_str!("../../../data/phones.txt");

/// What a country's numbers look like.
#[derive(Debug)]
pub(super) struct Plan {
    code: u16,
    /// What is dialled before a number within the country.
    pub(super) trunk: &'static [u8],
    ranges: Vec<Range>,
}

/// Numbers of one length that begin alike: their first three digits, from and to.
#[derive(Debug)]
struct Range {
    length: u8,
    is_mobile: bool,
    low: u16,
    high: u16,
}

/// What a number that follows a plan is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Line {
    /// Anything else: at home, free of charge, dear.
    Other,
    /// A mobile, and nothing else.
    Mobile,
}

/// The plans, and where each is by its code and by its regions.
#[derive(Debug)]
struct Plans {
    all: Vec<Plan>,
    codes: [u8; 1000],
    regions: [u8; 26 * 26],
}

/// The plan of a region.
pub(super) fn of_region(region: &[u8; 2]) -> Option<&'static Plan> {
    let plans = plans();
    plans.all.get(usize::from(*plans.regions.get(place(region)?)?))
}

/// The plan of the country code that digits begin with, and the digits after it.
pub(super) fn of_code(digits: &[u8]) -> Option<(&'static Plan, &[u8])> {
    // No code is the beginning of another.
    (1..=3).find_map(|length| {
        let (code, rest) = digits.split_at_checked(length)?;
        let plans = plans();
        let code = value(code);
        let plan = plans.all.get(usize::from(*plans.codes.get(usize::from(code))?))?;
        // `034` is no 34.
        (plan.code == code && length == plan.digits()).then_some((plan, rest))
    })
}

/// Whether a number with its trunk prefix, as `0917 123 4567`, follows any plan.
pub(super) fn is_anywhere(digits: &[u8]) -> bool {
    let follows = |plan: &Plan| {
        let bare = digits.strip_prefix(plan.trunk).filter(|_| !plan.trunk.is_empty());
        bare.is_some_and(|bare| !bare.starts_with(b"0") && plan.line(bare).is_some())
    };
    plans().all.iter().any(follows)
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

    /// How many digits its code has.
    fn digits(&self) -> usize {
        match self.code {
            0..10 => 1,
            10..100 => 2,
            _ => 3,
        }
    }

    /// What a number as it is written within the country is: with or without what is dialled first.
    pub(super) fn line_at_home(&self, digits: &[u8]) -> Option<Line> {
        self.line(digits)
            .or_else(|| {
                let bare = digits.strip_prefix(self.trunk).filter(|_| !self.trunk.is_empty());
                bare.and_then(|bare| self.line(bare).or_else(|| self.line_by_habit(bare)))
            })
            .or_else(|| self.line_by_habit(digits))
    }

    /// What a number after its country code is.
    pub(super) fn line(&self, national: &[u8]) -> Option<Line> {
        let head = value(national.get(..3)?);
        // In North America an exchange begins with 2 to 9, as an area does.
        let exchange = national.get(3).filter(|_| self.is_american() && national.len() == 10);
        if exchange.is_some_and(|digit| *digit < b'2') {
            return None;
        }
        let length = u8::try_from(national.len()).ok()?;
        let after =
            self.ranges.partition_point(|range| (range.length, range.high) < (length, head));
        let range = self.ranges.get(after)?;
        if range.length != length || range.low > head {
            return None;
        }
        Some(if range.is_mobile { Line::Mobile } else { Line::Other })
    }

    /// The ways of writing that plans don't tell: the 15 of Argentina's mobiles, what Mexico dialled
    /// before its own until 2019, the carrier in Brazil.
    fn line_by_habit(&self, digits: &[u8]) -> Option<Line> {
        match self.code {
            54 if digits.len() == 12 => (2..=4).find_map(|area| {
                let rest = digits.get(area..)?.strip_prefix(b"15")?;
                let whole = [b"9", digits.get(..area)?, rest].concat();
                self.line(&whole)
            }),
            52 => [&b"1"[..], b"01", b"044", b"045"]
                .iter()
                .find_map(|prefix| self.line(digits.strip_prefix(*prefix)?)),
            55 if digits.len() > 11 => self.line(digits.get(2..)?),
            _ => None,
        }
    }

    /// What a number after its country code is, even with what is only dialled at home.
    pub(super) fn line_abroad(&self, national: &[u8]) -> Option<Line> {
        self.line(national).or_else(|| self.line_at_home(national))
    }
}

fn plans() -> &'static Plans {
    static PLANS: OnceLock<Plans> = OnceLock::new();
    PLANS.get_or_init(|| {
        // 255 is none of the 215.
        let mut plans = Plans { all: Vec::new(), codes: [u8::MAX; 1000], regions: [u8::MAX; 676] };
        for line in DATA.as_bytes().split(|sign| *sign == b'\n') {
            add(&mut plans, line);
        }
        plans
    })
}

/// Where a region is in a list of all that there could be.
fn place(region: &[u8]) -> Option<usize> {
    let [first, second] = region else { return None };
    let letter = |sign: &u8| sign.checked_sub(b'A').map(usize::from);
    Some(letter(first)? * 26 + letter(second)?)
}

fn add(plans: &mut Plans, line: &'static [u8]) -> Option<()> {
    let mut parts = line.split(|sign| *sign == b' ');
    let code = value(parts.next()?);
    let nth = u8::try_from(plans.all.len()).ok()?;
    *plans.codes.get_mut(usize::from(code))? = nth;
    for region in parts.next()?.chunks_exact(2) {
        *plans.regions.get_mut(place(region)?)? = nth;
    }
    let trunk = parts.next()?;
    let trunk = if trunk == b"-" { b"" } else { trunk };
    let mut ranges = Vec::new();
    for part in parts {
        let (length, spans) = part.split_first()?;
        // `a` is ten.
        let length = if *length < b'a' { length - b'0' } else { length - b'a' + 10 };
        for span in spans.split(|sign| *sign == b',') {
            ranges.push(range(length, span));
        }
    }
    plans.all.push(Plan { code, trunk, ranges });
    Some(())
}

/// `m71-4`: what begins with 71 to 74, mobiles; of nothing, all.
fn range(length: u8, span: &[u8]) -> Range {
    let is_mobile = span.starts_with(b"m");
    let (mut low, mut high, mut unit, mut last) = (0, 0, 1000, 1);
    let mut is_last = false;
    for sign in span.iter().skip(usize::from(is_mobile)) {
        if *sign == b'-' {
            // The last digits of the upper end take the place of those of the lower.
            (is_last, high) = (true, 0);
        } else {
            high = high * 10 + u16::from(sign - b'0');
            if is_last {
                last *= 10;
            } else {
                low = high;
                unit /= 10;
            }
        }
    }
    if is_last {
        high += low - low % last;
    }
    Range { length, is_mobile, low: low * unit, high: high * unit + unit - 1 }
}

/// Up to three digits as a number.
fn value(digits: &[u8]) -> u16 {
    digits.iter().take(3).fold(0, |sum, digit| sum * 10 + u16::from(digit.wrapping_sub(b'0') % 10))
}
