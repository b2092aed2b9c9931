// The pages work without this; with it they go on by themselves. Nothing here makes markup of a text.
"use strict";

const lang = document.documentElement.lang;
const clock = new Intl.DateTimeFormat(lang, { hour: "2-digit", minute: "2-digit" });
const day = new Intl.DateTimeFormat(lang, { day: "numeric", month: "short", hour: "2-digit", minute: "2-digit" });

function localise(time) {
  const at = new Date(time.dateTime);
  const today = at.toDateString() === new Date().toDateString();
  time.textContent = (today ? clock : day).format(at);
  time.title = at.toLocaleString(lang);
}

function element(tag, name, text) {
  const made = document.createElement(tag);
  if (name) made.className = name;
  if (text) made.textContent = text;
  return made;
}

function line({ id, class: kind, who, at, text, lang: spoken, href, note }) {
  const row = element("li", `line ${kind}`);
  row.dataset.id = id;
  const by = element("p", "line__who");
  const time = element("time");
  time.dateTime = at;
  localise(time);
  by.append(element("strong", "", who), " ", time);
  const said = element("p", "line__text", href ? "" : text);
  said.dir = "auto";
  if (href) {
    const link = element("a", "", text);
    link.href = href;
    link.download = "";
    said.append(link);
  }
  if (note) said.append(" ", element("span", "quiet", note));
  if (spoken) said.lang = spoken;
  row.append(by, said);
  return row;
}

// Who is writing, or has something in focus, is not interrupted: they are told, and go on when they like.
function changed() {
  const draft = document.querySelector("textarea");
  const active = document.activeElement;
  if ((draft && draft.value) || (active && active !== document.body)) {
    document.getElementById("changed").hidden = false;
  } else {
    location.reload();
  }
}

function show(page, news) {
  if (news.lines) {
    const kept = new Set(news.lines.map((own) => own.id));
    for (const row of [...page.children]) if (!kept.has(row.dataset.id)) row.remove();
    const known = new Set([...page.children].map((row) => row.dataset.id));
    let fresh = false;
    news.lines.forEach((own, at) => {
      if (known.has(own.id)) return;
      fresh = true;
      page.insertBefore(line(own), page.children[at] ?? null);
    });
    if (fresh) {
      document.getElementById("nothing")?.remove();
      page.scrollTop = page.scrollHeight;
    }
    reads(page);
  }
  if (news.beside) beside(page, news.beside);
  if (news.texts) figures(page, news);
  if (news.state !== page.dataset.state) changed();
}

// What a visitor lets be seen beside their words. That they write is said to a screen reader once a minute at most; what
// they have read is a mark, of which nobody is told.
const CALM = 60_000;
let toldAt = -CALM;
function beside(page, { writes, read }) {
  const status = document.getElementById("beside");
  const says = writes ? status.dataset.says : "";
  if (status.textContent !== says) {
    const calm = performance.now() - toldAt < CALM;
    if (writes) {
      status.setAttribute("aria-live", calm ? "off" : "polite");
      if (!calm) toldAt = performance.now();
    }
    status.textContent = says;
  }
  for (const row of page.children) {
    const mark = row.querySelector(".line__read");
    if (row.dataset.id !== read) mark?.remove();
    else if (!mark) {
      const made = element("p", "line__read", page.dataset.read);
      made.setAttribute("aria-live", "off");
      const isAtEnd = page.scrollHeight - page.scrollTop - page.clientHeight < 8;
      row.append(made);
      if (isAtEnd) page.scrollTop = page.scrollHeight;
    }
  }
}

// Tells the desk something that is not said; it passes it on where the visitor allows that.
function tell(address, fields) {
  const csrf = document.querySelector("[name=csrf]")?.value ?? "";
  const body = new URLSearchParams({ csrf, ...fields });
  fetch(address, { method: "POST", body, keepalive: true }).catch(() => {});
}

// What stands on a page that nobody looks at is not read. What stood there when it was opened, the desk knows.
let readUpto;
function reads(page) {
  if (!page.dataset.tells || document.visibilityState !== "visible") return;
  const upto = [...page.querySelectorAll(".line--visitor")].at(-1)?.dataset.id;
  if (upto === undefined || upto === readUpto) return;
  readUpto = upto;
  tell(page.dataset.tells, { upto });
}

// Numbers and bars change in their place: nothing moves, and what has the focus keeps it.
function figures(page, { texts, charts, is_waited: waits }) {
  for (const place of page.querySelectorAll("[data-figure]")) {
    const text = texts[place.dataset.figure];
    if (text !== undefined && place.textContent !== text) place.textContent = text;
  }
  for (const bars of page.querySelectorAll("[data-chart]")) {
    const [path, said] = charts[bars.dataset.chart] ?? [];
    if (path === undefined) continue;
    bars.setAttribute("d", path);
    document.getElementById(`said-${bars.dataset.chart}`).textContent = said;
  }
  page.querySelector("[data-tile=waiting]").classList.toggle("tile--waits", waits);
}

document.querySelectorAll("time").forEach(localise);
const page = document.querySelector("[data-live]");
if (page) {
  const sign = document.getElementById("live");
  const said = sign.textContent;
  let source;
  const listen = () => {
    source = new EventSource(page.dataset.live);
    source.addEventListener("open", () => { sign.textContent = said; sign.classList.add("is-on"); });
    source.addEventListener("error", () => { sign.textContent = sign.dataset.offline; sign.classList.remove("is-on"); });
    source.addEventListener("message", (event) => show(page, JSON.parse(event.data)));
  };
  listen();
  // A browser that keeps the page to go back to would keep its stream, and has six of them for a host.
  addEventListener("pagehide", () => source.close());
  addEventListener("pageshow", ({ persisted }) => persisted && location.reload());
  const pause = document.getElementById("pause");
  if (pause) {
    pause.hidden = false;
    pause.addEventListener("click", () => {
      const goes = source.readyState !== EventSource.CLOSED;
      if (goes) { source.close(); sign.classList.remove("is-on"); sign.textContent = pause.dataset.paused; } else listen();
      pause.textContent = goes ? pause.dataset.resume : pause.dataset.pause;
    });
  }
  page.scrollTop = page.scrollHeight;
  document.addEventListener("visibilitychange", () => reads(page));
}

// That one writes is told each ten seconds while one does.
const draft = document.querySelector("textarea[data-tells]");
let writesAt = -10_000;
draft?.addEventListener("input", () => {
  if (!draft.value.trim() || performance.now() - writesAt < 10_000) return;
  writesAt = performance.now();
  tell(draft.dataset.tells, {});
});

// Enter sends, Shift+Enter begins a new line, as in every chat; not while a word is being composed.
document.querySelector("textarea")?.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
    event.preventDefault();
    event.target.form.requestSubmit();
  }
});
