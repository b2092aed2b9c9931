//! Taking an object apart, member by member.

use alloc::{string::String, vec::Vec};

use super::Json;
use crate::bytes::Bytes;

/// The members of an object that were not taken yet.
///
/// Taking one that is absent, or is not what it should be, gives a stand-in and is remembered:
/// nothing comes out of [`Members::done`] and [`Members::read`] then. One way out for all failures
/// is what keeps readers small, in the source and in the wasm.
pub struct Members {
    members: Vec<(String, Json)>,
    is_good: bool,
}

impl Members {
    pub(super) fn of(members: Vec<(String, Json)>, is_good: bool) -> Self {
        Self { members, is_good }
    }

    /// Takes the member `name`.
    pub fn take(&mut self, name: &str) -> Option<Json> {
        let at = self.members.iter().position(|(own, _)| own == name)?;
        Some(self.members.swap_remove(at).1)
    }

    /// Takes the member `name` and reads it; remembers if it can't be.
    pub fn one<T>(&mut self, name: &str, read: impl FnOnce(Json) -> Option<T>) -> Option<T> {
        let value = self.take(name).and_then(read);
        self.is_good &= value.is_some();
        value
    }

    /// Takes the member `name`, which may be absent.
    pub fn maybe<T>(&mut self, name: &str, read: impl FnOnce(Json) -> Option<T>) -> Option<T> {
        let value = read(self.take(name)?);
        self.is_good &= value.is_some();
        value
    }

    /// Takes a string.
    pub fn text(&mut self, name: &str) -> String {
        self.one(name, Json::into_text).unwrap_or_default()
    }

    /// Takes a number.
    pub fn number(&mut self, name: &str) -> u64 {
        self.one(name, |value| value.as_number()).unwrap_or_default()
    }

    /// Takes bytes in base64url.
    pub fn bytes<const N: usize>(&mut self, name: &str) -> Bytes<N> {
        self.one(name, Bytes::from_json).unwrap_or(Bytes([0; N]))
    }

    /// Takes an array and reads its items.
    pub fn list<T>(&mut self, name: &str, read: impl FnMut(Json) -> Option<T>) -> Vec<T> {
        self.one(name, |list| list.into_list(read)).unwrap_or_default()
    }

    /// Takes an object and reads its members, whatever their names.
    pub fn map<T>(
        &mut self,
        name: &str,
        mut read: impl FnMut(Json) -> Option<T>,
    ) -> Vec<(String, T)> {
        let mut map = Vec::new();
        self.each(name, &mut |name, value| {
            read(value).map(|value| map.push((name, value))).is_some()
        });
        map
    }

    fn each(&mut self, name: &str, take: &mut dyn FnMut(String, Json) -> bool) {
        let Members { members, is_good } = self.take(name).unwrap_or(Json::Null).into_members();
        self.is_good &= is_good && members.into_iter().all(|(name, value)| take(name, value));
    }

    /// `value`, if all that was taken could be read; what is left is passed over.
    pub fn read<T>(self, value: T) -> Option<T> {
        self.is_good.then_some(value)
    }

    /// `value`, if all that was taken could be read and nothing is left.
    pub fn done<T>(self, value: T) -> Option<T> {
        (self.is_good && self.members.is_empty()).then_some(value)
    }
}
