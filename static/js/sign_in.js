// Warns five minutes before a sign-in ends, and asks whether to stay (WCAG 2.2.1). The
// page stays as it is, whatever is answered: what is typed on it is not touched.
const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const BEFORE = 5 * MINUTE;
const LOOK_AGAIN = 30 * SECOND; // Whether somebody has stayed in another tab.
const PATIENCE = 10 * SECOND; // How long an answer is waited for.
const OUT = { left: 0, most: 0 };

class SignIn {
  constructor(template) {
    this.address = template.dataset.signIn;
    this.dialog = template.content.querySelector("dialog");
    this.button = this.dialog.querySelector("button");
    this.title = this.dialog.querySelector("h2");
    document.body.append(template.content);
    this.acted = 0;
    this.button.addEventListener("click", () => this.answer());
    // The Escape key answers as the button does.
    this.dialog.addEventListener("cancel", (event) => {
      event.preventDefault();
      this.answer();
    });
    for (const kind of ["input", "keydown", "pointerdown"]) {
      document.addEventListener(kind, () => (this.acted = Date.now()), { passive: true });
    }
    // A device that slept has missed its timers.
    window.addEventListener("focus", () => this.wake());
    document.addEventListener("visibilitychange", () => {
      if (document.visibilityState === "visible") this.wake();
    });
    this.know({ left: Number(template.dataset.left), most: Number(template.dataset.most) });
  }

  get left() {
    return this.ends - Date.now();
  }

  // What the server says of the sign-in, in seconds.
  know({ left, most }) {
    this.ends = Date.now() + left * SECOND;
    this.isLongest = most - left < MINUTE / SECOND;
    if (this.left > BEFORE) {
      this.quietUntil = 0;
      this.dialog.close();
    }
    this.plan();
  }

  plan() {
    clearTimeout(this.timer);
    const quiet = this.quietUntil - Date.now();
    if (this.dialog.open) {
      this.say();
      if (this.left > 0) this.lookIn(Math.min(LOOK_AGAIN, this.left));
    } else if (quiet < Infinity) {
      this.lookIn(quiet > 0 ? quiet : this.left - BEFORE);
    }
  }

  lookIn(wait) {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.look(), Math.max(wait, 0));
  }

  wake() {
    if (this.left <= BEFORE) this.look();
  }

  // Near the end: whoever is typing stays without being asked; else they are told.
  async look() {
    const isHere = Date.now() - this.acted < MINUTE && !this.dialog.open;
    const told = await this.ask(!isHere);
    if (told) this.know(told);
    const isDue = this.left <= BEFORE && Date.now() >= this.quietUntil;
    if (isDue && !this.dialog.open) this.dialog.showModal();
    this.plan();
  }

  async answer() {
    this.dialog.close();
    const mayStay = this.left > 0 && !this.isLongest;
    if (!mayStay) this.quietUntil = this.left > 0 ? this.ends + SECOND : Infinity;
    const told = mayStay ? await this.ask(false) : null;
    if (told) this.know(told);
    else if (mayStay) this.lookIn(LOOK_AGAIN);
    else this.plan();
  }

  // How long is left; asked by itself, it counts for nothing. Nothing where no answer came.
  async ask(byItself) {
    try {
      const headers = byItself ? { "By-Itself": "yes" } : {};
      const signal = AbortSignal.timeout(PATIENCE);
      const answer = await fetch(this.address, { headers, signal, redirect: "error" });
      if (answer.status === 401) return OUT;
      return answer.ok ? await answer.json() : null;
    } catch {
      return null;
    }
  }

  say() {
    const ended = this.left <= 0;
    const shown = ended ? "ended" : this.isLongest ? "longest" : "idle";
    for (const part of this.dialog.querySelectorAll("[data-when]")) {
      part.hidden = part.dataset.when !== shown;
    }
    for (const place of this.dialog.querySelectorAll("[data-time]")) {
      place.textContent = inMinutes(this.left);
    }
    this.title.textContent = ended ? "You have been signed out" : "You will be signed out soon";
    this.button.textContent = ended || this.isLongest ? "Go on" : "Stay signed in";
  }
}

function inMinutes(left) {
  const minutes = Math.ceil(left / MINUTE);
  return minutes > 1 ? `in ${minutes} minutes` : "within a minute";
}

export function startSignIn() {
  const template = document.querySelector("[data-sign-in]");
  if (template) new SignIn(template);
}
