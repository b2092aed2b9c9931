// Runs first in every document of both pages, and knows both chats: it marks when something can be seen,
// by the clock that all documents of a machine share.
window.bench = (() => {
  const ours = () => document.querySelector(".chat") && document;
  const theirs = () => document.querySelector("deep-chat")?.shadowRoot;
  const root = () => theirs() ?? ours();
  const css = (own, other) => (theirs() ? other : own);
  const one = (own, other) => root()?.querySelector(css(own, other));
  const last = (own, other) => [...(root()?.querySelectorAll(css(own, other)) ?? [])].pop();
  const field = () => one("#field", "#text-input");
  const area = () => one("#area", "#messages");
  const rows = () => root().querySelectorAll(css(".message", ".outer-message-container"));
  const own = () => last(".message--visitor", ".outer-message-container:has(.user-message-text)");
  const answers = () => root().querySelectorAll(css(".message--recipient", ".ai-message-text:not(.loading-message-text)"));
  const now = () => performance.timeOrigin + performance.now();

  // Calls back with the time after the frame was painted in which `holds` held first.
  const seen = (holds, tell) => {
    const look = () => {
      if (!holds()) return requestAnimationFrame(look);
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => tell(now());
      port2.postMessage(0);
    };
    requestAnimationFrame(look);
  };

  const bench = { root, field, area, rows, answers, css, keys: [] };

  // A chat can be read and written into: the notice or messages are there, and a field.
  const usable = () => {
    const there = field();
    if (!there || there.disabled || !there.getClientRects().length) return false;
    if (theirs()) return !window.expectsMessages || rows().length > 0;
    return Boolean(document.querySelector(".notice__choice, .message--visitor"));
  };
  seen(usable, (at) => { bench.usable = at; });
  addEventListener("click", ({ timeStamp }) => { bench.clicked = performance.timeOrigin + timeStamp; }, true);

  // From the next click on: when `text` stands there, is said to be sent, and is answered.
  bench.sends = (text, sent) => {
    const before = { count: answers().length, last: [...answers()].pop() };
    const is = () => own()?.textContent.includes(text);
    const answered = () => {
      const all = answers(), end = [...all].pop();
      return all.length > before.count || (end && end !== before.last);
    };
    const marks = (bench.marks = {});
    bench.clicked = null;
    seen(() => bench.clicked && is(), (at) => { marks.shown = at - bench.clicked; });
    seen(() => bench.clicked && is() && (sent ? RegExp(sent).test(own().textContent) : answered()),
      (at) => { marks.sent = at - bench.clicked; });
    seen(() => bench.clicked && is() && answered(), (at) => { marks.answered = at - bench.clicked; });
  };

  // Each key: from the event to after the next paint.
  addEventListener("keydown", ({ timeStamp }) => {
    seen(() => true, () => bench.keys.push(performance.now() - timeStamp));
  }, true);

  // Scrolls from the end to the first message, by a step a frame; the time of each frame.
  bench.scroll = (step, first) => {
    const place = area(), times = [];
    bench.scrolled = null;
    place.scrollTop = place.scrollHeight;
    let before = null, stalled = 0;
    const go = (at) => {
      if (before !== null) times.push(at - before);
      before = at;
      if (place.scrollTop > 0) {
        stalled = 0;
        place.scrollTop = Math.max(0, place.scrollTop - step);
      } else if (rows()[0].textContent.includes(first) || (stalled += 1) > 300) {
        bench.scrolled = { times, first: rows()[0].textContent };
        return;
      }
      requestAnimationFrame(go);
    };
    requestAnimationFrame(go);
  };

  // The memories of every wasm instance of the document.
  const memories = new Set();
  const note = (imports, instance) => {
    const modules = [...Object.values(imports ?? {}), instance.exports];
    for (const one of modules.flatMap((own) => Object.values(own))) {
      if (one instanceof WebAssembly.Memory) memories.add(one);
    }
  };
  for (const way of ["instantiate", "instantiateStreaming"]) {
    const real = WebAssembly[way];
    WebAssembly[way] = async (source, imports, ...rest) => {
      const made = await real.call(WebAssembly, source, imports, ...rest);
      note(imports, made.instance ?? made);
      return made;
    };
  }
  bench.wasm = () => [...memories].reduce((sum, { buffer }) => sum + buffer.byteLength, 0);
  return bench;
})();
