//! Scripts that make the frame's browser another one: its clock, its wishes, its storage.
//!
//! For [`crate::watch::Watch::run_first`]: before the frame's own code, in each document.

/// Global Privacy Control is on.
pub const GPC: &str = "Object.defineProperty(Navigator.prototype, 'globalPrivacyControl',
    { get: () => true, configurable: true });";

/// There is no IndexedDB, as in some private windows.
pub const NO_DATABASE: &str = "Object.defineProperty(globalThis, 'indexedDB',
    { get: () => undefined, configurable: true });";

/// IndexedDB is there and refuses everything, as where a browser blocks storage of third parties.
pub const REFUSED_DATABASE: &str = "
    const no = () => { throw new DOMException('storage is blocked', 'SecurityError') };
    IDBFactory.prototype.open = no;
    IDBFactory.prototype.databases = async () => no();";

/// From now on nothing more can be written, as on a disk that is full.
pub const FULL: &str = "
    IDBObjectStore.prototype.put = () => { throw new DOMException('the disk is full', 'QuotaExceededError') };";

/// Changes one bit in the middle of every sealed record of the current document; returns how many.
pub const CORRUPT: &str = "
    const done = (request) => new Promise((yes, no) => {
        request.onsuccess = () => yes(request.result);
        request.onerror = () => no(request.error);
    });
    let count = 0;
    for (const { name } of await indexedDB.databases()) {
        const db = await done(indexedDB.open(name));
        const records = db.transaction('records', 'readwrite').objectStore('records');
        const state = await done(records.get('state'));
        state.sealed[state.sealed.length >> 1] ^= 1;
        await done(records.put(state, 'state'));
        db.close();
        count += 1;
    }
    return count;";

/// The clock is this many milliseconds ahead of what it was. The page's own `Date`: Firefox gives a driver's script
/// another.
pub fn later(ms: u64) -> String {
    format!("window.Date.now = ((now) => () => now() + {ms})(window.Date.now);")
}

/// Counts the visitor's clicks in each document.
pub const CLICKS: &str = "window.clicks = 0;
    addEventListener('click', ({ isTrusted }) => { if (isTrusted) clicks += 1 }, true);";
