//! Taking an object apart, member by member.

use alloc::{
    string::String,
    vec::{IntoIter, Vec},
};

use super::{Json, next};
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
    #[inline(never)]
    pub fn take(&mut self, name: &str) -> Option<Json> {
        let at = self.members.iter().position(|(own, _)| own == name)?;
        Some(self.members.swap_remove(at).1)
    }

    /// Takes the member `name`; remembers if it is absent.
    #[inline(never)]
    fn need(&mut self, name: &str) -> Option<Json> {
        let value = self.take(name);
        self.is_good &= value.is_some();
        value
    }

    /// Takes the member `name` and reads it; remembers if it can't be.
    pub fn one<T>(&mut self, name: &str, read: impl FnOnce(Json) -> Option<T>) -> Option<T> {
        let value = read(self.need(name)?);
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
    #[inline(never)]
    pub fn text(&mut self, name: &str) -> String {
        self.one(name, Json::into_text).unwrap_or_default()
    }

    /// Takes a string and reads it.
    pub fn parsed<T>(&mut self, name: &str, read: impl FnOnce(&str) -> Option<T>) -> Option<T> {
        let value = read(&self.text(name));
        self.is_good &= value.is_some();
        value
    }

    /// Takes a string, which may be absent, and reads it.
    pub fn maybe_parsed<T>(
        &mut self,
        name: &str,
        read: impl FnOnce(&str) -> Option<T>,
    ) -> Option<T> {
        let value = read(&self.maybe(name, Json::into_text)?);
        self.is_good &= value.is_some();
        value
    }

    /// Takes a number.
    #[inline(never)]
    pub fn number(&mut self, name: &str) -> u64 {
        self.one(name, Json::into_number).unwrap_or_default()
    }

    /// Takes `true` or `false`.
    #[inline(never)]
    pub fn flag(&mut self, name: &str) -> bool {
        self.one(name, Json::into_flag).unwrap_or_default()
    }

    /// Takes bytes in base64url.
    pub fn bytes<const N: usize>(&mut self, name: &str) -> Bytes<N> {
        self.one(name, Bytes::from_json).unwrap_or(Bytes([0; N]))
    }

    /// Takes an array and reads its items; those that can be read, if not all can.
    pub fn list<T>(&mut self, name: &str, mut read: impl FnMut(Json) -> Option<T>) -> Vec<T> {
        let mut items = self.items(name);
        let mut list = Vec::new();
        while let Some(item) = next(&mut items) {
            self.is_good &= read(item).map(|item| list.push(item)).is_some();
        }
        list
    }

    /// The items of an array.
    #[inline(never)]
    fn items(&mut self, name: &str) -> IntoIter<Json> {
        let items = match self.need(name) {
            Some(Json::List(items)) => items,
            _ => {
                self.is_good = false;
                Vec::new()
            }
        };
        items.into_iter()
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
