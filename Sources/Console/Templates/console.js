// What pages do beyond links and forms: times in the reader's zone, keys, and looking again while they are open.
// Everything works without it.
"use strict";

(() => {
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const day = new Intl.DateTimeFormat("en-CA", { year: "numeric", month: "2-digit", day: "2-digit" });
  const clock = new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit", second: "2-digit", hour12: false });

  // UTC stays in the title.
  const localize = (root) => {
    for (const time of root.querySelectorAll("time[datetime]")) {
      const at = new Date(time.dateTime);
      if (!Number.isNaN(at.getTime())) time.textContent = `${day.format(at)} ${clock.format(at)}`;
    }
  };
  const main = document.querySelector("main[data-live]");
  // What the server wrote, to be compared with what it writes later.
  let known = main?.innerHTML;
  localize(document);
  const note = document.querySelector("[data-zone]");
  if (note && zone !== "UTC") note.textContent = `Times are in ${zone}; point at one for UTC.`;

  // Keys: `/` goes to the search box, `j` and `k` go down and up through rows, Enter follows the row's first link.
  const rows = () => [...document.querySelectorAll("main tbody tr, main .timeline > li")];
  const current = () => document.querySelector("main .at");
  const go = (step) => {
    const all = rows();
    if (!all.length) return;
    const at = all.indexOf(current());
    const next = at < 0 ? (step > 0 ? 0 : all.length - 1) : Math.min(all.length - 1, Math.max(0, at + step));
    if (at >= 0) all[at].classList.remove("at");
    all[next].classList.add("at");
    all[next].scrollIntoView({ block: "nearest" });
    const link = all[next].querySelector("a[href]");
    if (link) link.focus({ preventScroll: true });
  };
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
    const field = event.target.closest("input, textarea, select");
    if (event.key === "Escape" && field) field.blur();
    if (field) return;
    const search = document.getElementById("find") || document.getElementById("search");
    if (event.key === "/" && search) {
      event.preventDefault();
      search.focus();
      search.select();
    } else if (event.key === "j") {
      go(1);
    } else if (event.key === "k") {
      go(-1);
    }
  });

  // A page that is live is looked at again while it is seen, and not while somebody is at work in it.
  if (!main) return;
  const isTyped = () =>
    [...main.querySelectorAll("form input, form textarea")].some((field) => field.value !== field.defaultValue) ||
    [...main.querySelectorAll("form option[selected]")].some((option) => !option.selected);
  const isInUse = () =>
    main.querySelector("details.action[open]") || document.activeElement?.closest("main form") || isTyped() ||
    String(document.getSelection() ?? "") !== "";
  let isLooking = false;
  const look = async () => {
    // One at a time: of two the older answer could come last.
    if (document.hidden || isLooking) return;
    isLooking = true;
    try {
      const answer = await fetch(location.href, { credentials: "same-origin", redirect: "manual" });
      // The session has ended, and what is shown should not stay. Loading it again leads to the sign-in page, and back; but what
      // somebody has typed should not be lost by itself.
      if (answer.type === "opaqueredirect") return isTyped() ? undefined : location.reload();
      if (!answer.ok) return;
      const fresh = new DOMParser().parseFromString(await answer.text(), "text/html").querySelector("main");
      if (!fresh) return;
      const text = fresh.innerHTML;
      if (known === text || isInUse()) return;
      known = text;
      const index = rows().indexOf(current());
      const focused = main.contains(document.activeElement) ? document.activeElement.getAttribute("href") : null;
      const opened = [...main.querySelectorAll("details[open]")].map((details) => details.id);
      localize(fresh);
      main.replaceChildren(...fresh.childNodes);
      for (const id of opened) if (id) document.getElementById(id)?.setAttribute("open", "");
      if (index >= 0) rows()[index]?.classList.add("at");
      if (focused) [...main.querySelectorAll("a")].find((a) => a.getAttribute("href") === focused)?.focus();
    } catch {
      // The server is away: the next look says whether it is back.
    } finally {
      isLooking = false;
    }
  };
  // Events say when it is time to look; what they do not tell of, such as sending, is looked for now and then. Browsers open few
  // connections to one server: of all pages that are seen one listens, and tells the others.
  const others = new BroadcastChannel("herald");
  let due = null;
  let isBehind = false;
  const soon = () => {
    isBehind = true;
    due ??= setTimeout(async () => {
      isBehind = false;
      const begin = Date.now();
      await look();
      // A server that answers slowly is asked less often.
      setTimeout(() => {
        due = null;
        if (isBehind) soon();
      }, 10 * (Date.now() - begin));
    }, 500);
  };
  others.addEventListener("message", soon);

  // Ends listening, or waiting for the turn to listen.
  let rest = null;
  const listen = async () => {
    if (rest || document.hidden || !navigator.locks) return;
    const mine = (rest = new AbortController());
    try {
      await navigator.locks.request("herald", { signal: mine.signal }, () => new Promise((done) => {
        const events = new EventSource("/events");
        const end = () => {
          events.close();
          done();
        };
        if (mine.signal.aborted) return end();
        mine.signal.addEventListener("abort", end);
        for (const name of ["transition", "communication"]) {
          events.addEventListener(name, () => {
            soon();
            others.postMessage(name);
          });
        }
        // A browser comes back by itself unless it was refused.
        events.addEventListener("error", () => events.readyState === EventSource.CLOSED && end());
      }));
    } catch {
      // Ended before its turn.
    }
    if (rest === mine) rest = null;
  };
  const follow = () => {
    look();
    listen();
  };
  follow();
  // Also takes up listening again after a refusal.
  setInterval(follow, 5000);
  document.addEventListener("visibilitychange", () => {
    if (document.hidden) rest?.abort();
    follow();
  });
})();
