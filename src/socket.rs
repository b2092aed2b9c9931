//! A WebSocket as texts that come; dropping it closes it.
//!
//! Its members are called by name: each that `web-sys` binds would be glue of the first load, and
//! sockets are for after Allow.

use futures::{
    StreamExt as _,
    channel::mpsc::{UnboundedReceiver, unbounded},
    future::{Either, select},
};
use gloo_timers::future::TimeoutFuture;
use js_sys::{Array, Function, Reflect};
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use web_sys::MessageEvent;

use crate::browser::call;

/// The close code of a connection that was lost, or was never there (RFC 6455 §7.4.1).
const LOST: u16 = 1006;

const EVENTS: [&str; 3] = ["onopen", "onmessage", "onclose"];

/// An open socket, or one that opens.
pub(crate) struct Socket {
    socket: JsValue,
    /// Texts, and in the end a close code.
    heard: UnboundedReceiver<Result<String, u16>>,
    _listener: Closure<dyn Fn(MessageEvent)>,
}

impl Socket {
    /// Opens one and says `first` there; nothing where the browser refuses even to try.
    pub(crate) fn open(url: &str, protocol: &str, first: String) -> Option<Self> {
        let class = Reflect::get(&js_sys::global(), &"WebSocket".into()).ok()?;
        let args: Array = [url, protocol].into_iter().map(JsValue::from).collect();
        let socket = Reflect::construct(&class.dyn_into::<Function>().ok()?, &args).ok()?;
        let (sender, heard) = unbounded();
        let opened = socket.clone();
        let listener = Closure::<dyn Fn(_)>::new(move |event: MessageEvent| {
            let member = |name: &str| Reflect::get(&event, &name.into()).unwrap_or_default();
            let heard = match (member("data").as_string(), member("code").as_f64()) {
                (Some(text), _) => Ok(text),
                (None, Some(code)) => Err(code as u16),
                (None, None) => {
                    // It has opened. What can't be said there is found out by its end.
                    let _ = call(&opened, "send", &[JsValue::from(&*first)]);
                    return;
                }
            };
            // The receiver ends with the listener.
            let _ = sender.unbounded_send(heard);
        });
        listen(&socket, listener.as_ref());
        Some(Self { socket, heard, _listener: listener })
    }

    /// The next text, within `patience` milliseconds; else the close code.
    pub(crate) async fn next(&mut self, patience: u32) -> Result<String, u16> {
        match select(self.heard.next(), TimeoutFuture::new(patience)).await {
            Either::Left((heard, _)) => heard.unwrap_or(Err(LOST)),
            Either::Right(_) => Err(LOST),
        }
    }
}

impl Drop for Socket {
    fn drop(&mut self) {
        listen(&self.socket, &JsValue::NULL);
        // One that is closed already may be closed again.
        let _ = call(&self.socket, "close", &[]);
    }
}

fn listen(socket: &JsValue, listener: &JsValue) {
    for event in EVENTS {
        // A socket's handlers can always be set.
        let _ = Reflect::set(socket, &event.into(), listener);
    }
}
