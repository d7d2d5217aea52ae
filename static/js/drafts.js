// Keeps what is typed on a long form until it is saved (docs/adr/0013): first in the
// browser's own copy, encrypted, then as a draft on the server.
import { Copies } from "./draft_copies.js";

const PAUSE = 2_000; // Milliseconds from the last key to the server,
const LONGEST = 10_000; // at most, while somebody types on,
const COPY = 500; // and to the browser's own copy.
const PATIENCE = 10_000; // How long an answer is waited for.
const FIRST_RETRY = 1_000;
const LAST_RETRY = 30_000;
const LOOK_AGAIN = 5_000; // Whether somebody has signed in again.
const KEEPALIVE_MOST = 60_000; // Bytes that a browser sends for a page that is gone.
const OF_THE_PAGE = new Set(["csrfmiddlewaretoken", "draft"]);

const OFFLINE = "Not saved yet: no connection. Keep writing; your text is kept here.";
const OFFLINE_BARE = "Not saved yet: no connection. Keep this page open.";
const NO_ANSWER = "Not saved yet: the service did not answer. Keep this page open; we try again.";
const SIGNED_OUT = "Not saved yet: you are signed out.";

class Keeper {
  constructor(form) {
    this.form = form;
    this.address = form.dataset.drafts;
    this.page = form.dataset.draftsPage;
    this.owner = form.dataset.draftsOwner;
    // The form may stand on another page than its own.
    this.path = new URL(form.getAttribute("action"), location.href).pathname;
    const [own, ...others] = form.querySelectorAll("input[name=draft]");
    this.own = own;
    this.others = others.map((input) => input.value);
    this.sequence = this.saved = Number(own.value.split(":")[1]);
    // What a page begins with that shows what is saved: back to it, nothing is to keep.
    this.first = this.saved || this.others.length ? null : JSON.stringify(this.words());
    this.known = this.first; // What stood here when the server last took it.
    this.copies = new Copies(this.owner);
    this.retry = FIRST_RETRY;
    this.busy = this.submitting = this.signedOut = false;
    this.timers = {};
    this.listen();
    this.begin();
  }

  // Everything on the form but files, passwords and what belongs to the page itself.
  words() {
    const fields = {};
    for (const [name, value] of new FormData(this.form)) {
      if (typeof value !== "string" || OF_THE_PAGE.has(name)) continue;
      if (this.form.querySelector(`input[type=password][name="${CSS.escape(name)}"]`)) continue;
      (fields[name] ??= []).push(value);
    }
    return fields;
  }

  listen() {
    for (const kind of ["input", "htmx:afterSettle"]) {
      this.form.addEventListener(kind, () => this.changed());
    }
    // A box also says "change" when it loses the focus, to a warning for instance.
    this.form.addEventListener("change", () => {
      if (this.unsaved() || JSON.stringify(this.words()) !== this.known) this.changed();
    });
    this.form.addEventListener("submit", (event) => this.submit(event));
    window.addEventListener("online", () => this.goOn());
    window.addEventListener("focus", () => this.goOn());
    window.addEventListener("pagehide", () => this.leave());
    document.addEventListener("visibilitychange", () => {
      if (document.visibilityState === "hidden") this.leave();
      else this.goOn();
    });
    window.addEventListener("pageshow", (event) => {
      if (event.persisted) this.submitting = false;
      else if (this.differs()) this.changed();
    });
    window.addEventListener("beforeunload", (event) => {
      if (this.unsaved() && !this.submitting) event.preventDefault();
    });
  }

  // Whether the browser put back, by itself, what stood here when the page was left.
  differs() {
    return [...this.form.elements].some((box) => {
      if (box.type === "hidden" || box.type === "password") return false;
      if (box.type === "checkbox" || box.type === "radio") return box.checked !== box.defaultChecked;
      return box.defaultValue !== undefined && box.value !== box.defaultValue;
    });
  }

  unsaved() {
    return this.sequence > this.saved;
  }

  changed() {
    this.submitting = false;
    this.sequence = Math.max(this.sequence + 1, Date.now());
    this.own.value = `${this.page}:${this.sequence}`;
    this.timers.copy ??= setTimeout(() => this.copy(), COPY);
    clearTimeout(this.timers.pause);
    this.timers.pause = setTimeout(() => this.send(), PAUSE);
    this.timers.longest ??= setTimeout(() => this.send(), LONGEST);
  }

  copy() {
    clearTimeout(this.timers.copy);
    this.timers.copy = undefined;
    if (this.unsaved()) this.copies.put(this.draft());
  }

  draft() {
    const fields = this.words();
    const same = this.first !== null && JSON.stringify(fields) === this.first;
    return {
      owner: this.owner,
      form: this.path,
      page: this.page,
      sequence: this.sequence,
      fields: same ? {} : fields,
      holds: this.others,
    };
  }

  stopTimers() {
    for (const name of ["pause", "longest", "again"]) {
      clearTimeout(this.timers[name]);
      this.timers[name] = undefined;
    }
  }

  async send() {
    this.stopTimers();
    if (this.busy || this.submitting || !this.unsaved()) return;
    if (this.signedOut) return this.goOn();
    this.busy = true;
    const draft = this.draft();
    const answer = await this.post(draft);
    this.busy = false;
    if (this.submitting) return;
    if (answer.ok) this.arrived(draft, answer);
    else if (answer.status === 413) this.say(answer.problem, true);
    else if (answer.status === 401) this.signOut();
    else this.tryAgain(answer.status);
    // What was typed while the answer was on its way.
    if (answer.ok && this.unsaved()) this.timers.pause ??= setTimeout(() => this.send(), PAUSE);
  }

  arrived(draft, answer) {
    this.retry = FIRST_RETRY;
    const nothingKept = Object.keys(draft.fields).length === 0;
    if (answer.kept || nothingKept) {
      this.saved = Math.max(this.saved, draft.sequence);
      this.known = nothingKept ? this.first : JSON.stringify(draft.fields);
      this.copies.drop(this.page, draft.sequence);
      this.say(nothingKept ? "" : `Saved as a draft ${answer.when}`);
    } else if (draft.sequence === this.sequence) {
      // The clock went back: what stands here is newer all the same.
      this.sequence = answer.sequence + 1;
      this.own.value = `${this.page}:${this.sequence}`;
    }
  }

  tryAgain(status) {
    this.copy();
    if (status) this.say(NO_ANSWER, true);
    else this.say(this.copies.work ? OFFLINE : OFFLINE_BARE, true);
    const wait = this.retry * (0.5 + Math.random());
    this.retry = Math.min(this.retry * 2, LAST_RETRY);
    this.timers.again = setTimeout(() => this.send(), wait);
  }

  // The answer, or an empty one where there was none. A sign-in in another tab made
  // this page's CSRF token old: a new one is fetched, once.
  async post(draft, fresh = false) {
    const answer = await this.ask(this.address, {
      method: "POST",
      headers: { "Content-Type": "application/json", "X-CSRFToken": this.token() },
      body: JSON.stringify(draft),
    });
    if (answer.status === 403 && !fresh) {
      const again = await this.unlock();
      return again === true ? this.post(draft, true) : { status: again };
    }
    return answer;
  }

  async ask(address, options = {}) {
    try {
      const signal = AbortSignal.timeout(PATIENCE);
      const answer = await fetch(address, { ...options, signal, redirect: "error" });
      const told = await answer.json().catch(() => ({}));
      return { ...told, ok: answer.ok, status: answer.status };
    } catch {
      return { ok: false, status: 0 };
    }
  }

  token() {
    return this.form.querySelector("input[name=csrfmiddlewaretoken]").value;
  }

  // The person's key, and a token that counts; true, or the status that came instead.
  async unlock() {
    // Asked again and again while somebody is signed out: it keeps no sign-in alive.
    const answer = await this.ask(`${this.address}key/`, { headers: { "By-Itself": "yes" } });
    if (!answer.ok) {
      if (answer.status === 401) this.signOut();
      return answer.status;
    }
    if (answer.owner !== this.owner) {
      this.signOut(true);
      return 401;
    }
    for (const input of document.querySelectorAll("input[name=csrfmiddlewaretoken]")) {
      input.value = answer.token;
    }
    await this.copies.unlock(answer.key);
    this.banner().hidden = true;
    this.signedOut = false;
    return true;
  }

  // The first key, then what earlier pages had kept here and the server has not.
  async begin() {
    for (let wait = 300; (await this.unlock()) !== true; wait = Math.min(wait * 2, LAST_RETRY)) {
      await new Promise((done) => setTimeout(done, wait * (0.5 + Math.random())));
    }
    for (const draft of await this.copies.others(this.page)) {
      const answer = await this.post(draft);
      if (!answer.ok && answer.status !== 400 && answer.status !== 413) continue;
      await this.copies.drop(draft.page, draft.sequence);
      if (answer.kept && draft.form === this.path) this.offer(answer);
    }
  }

  // Back online, back in this tab, or signed in again: go on where it stopped.
  async goOn() {
    if (this.signedOut && (await this.unlock()) !== true) return;
    if (this.unsaved()) this.send();
  }

  signOut(somebodyElse = false) {
    this.copy();
    this.signedOut = true;
    this.banner().querySelector("[data-drafts-somebody-else]").hidden = !somebodyElse;
    this.banner().hidden = false;
    this.say(SIGNED_OUT, true);
    clearTimeout(this.timers.back);
    this.timers.back = setTimeout(() => this.goOn(), LOOK_AGAIN);
  }

  banner() {
    return document.querySelector("[data-drafts-signed-out]");
  }

  submit(event) {
    if (this.signedOut) {
      event.preventDefault();
      this.banner().querySelector("a").focus();
      return;
    }
    this.copy();
    this.stopTimers();
    this.submitting = true;
  }

  // The page goes: what has not arrived is sent without waiting for an answer.
  leave() {
    this.copy();
    if (!this.unsaved() || this.signedOut) return;
    const body = JSON.stringify(this.draft());
    if (body.length > KEEPALIVE_MOST) return;
    fetch(this.address, {
      method: "POST",
      headers: { "Content-Type": "application/json", "X-CSRFToken": this.token() },
      body,
      keepalive: true,
    }).catch(() => {});
  }

  offer({ restore, discard, when }) {
    if (document.querySelector(`[data-restore="${CSS.escape(restore)}"]`)) return;
    const shown = document.querySelector("[data-drafts-offer]").content.cloneNode(true);
    shown.querySelector("[data-restore]").dataset.restore = restore;
    shown.querySelector("a").href = restore;
    shown.querySelector("form").action = discard;
    for (const place of shown.querySelectorAll("[data-when]")) place.textContent = when;
    document.querySelector("[data-drafts-offers]").append(shown);
  }

  say(words, failed = false) {
    const state = this.form.querySelector("[data-drafts-state]");
    if (state.textContent !== words) state.textContent = words;
    state.classList.toggle("app-save-state--failed", failed);
  }
}

// A page that is loaded again is scrolled to where it was: past what is offered back.
const offered = document.querySelector(".app-draft-offer");
if (offered) {
  history.scrollRestoration = "manual";
  window.addEventListener("load", () => offered.scrollIntoView({ block: "center" }));
}

const form = document.querySelector("form[data-drafts]");
if (form) new Keeper(form);
