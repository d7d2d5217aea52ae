// The browser's own copy of drafts that the server has not got yet: in IndexedDB,
// encrypted with a key that only the person's own session can fetch and that is kept
// in memory alone. Where the browser cannot do that, nothing is kept.
const STORE = "copies";
const FORTNIGHT = 14 * 24 * 60 * 60 * 1000;

export class Copies {
  constructor(owner) {
    this.owner = owner;
    this.work = Boolean(globalThis.indexedDB && globalThis.crypto?.subtle);
    this.key = null;
    this.waiting = null; // The newest draft of this page, until there is a key.
    this.turn = Promise.resolve(); // One thing after another, in the order it was asked.
  }

  async unlock(key) {
    // There is none for whoever has not shown their second step.
    if (!this.work || this.key || !key) return;
    const bytes = Uint8Array.from(atob(key), (letter) => letter.charCodeAt(0));
    this.key = await crypto.subtle.importKey("raw", bytes, "AES-GCM", false, ["encrypt", "decrypt"]);
    await this.inTurn(() => this.forgetOld());
    if (this.waiting) this.put(this.waiting);
    this.waiting = null;
  }

  put(draft) {
    if (!this.key) {
      this.waiting = draft;
      return Promise.resolve();
    }
    return this.inTurn(async () => {
      const iv = crypto.getRandomValues(new Uint8Array(12));
      const plain = new TextEncoder().encode(JSON.stringify(draft));
      const sealed = await crypto.subtle.encrypt(this.how(iv, draft.page), this.key, plain);
      const { page, sequence } = draft;
      await this.ask("readwrite", (store) =>
        store.put({ page, sequence, owner: this.owner, at: Date.now(), iv, sealed }),
      );
    });
  }

  // Forget the copy of a page, unless more was typed there since.
  drop(page, upTo) {
    if (this.waiting?.page === page && this.waiting.sequence <= upTo) this.waiting = null;
    return this.inTurn(async () => {
      const kept = await this.ask("readonly", (store) => store.get(page));
      if (kept && kept.sequence <= upTo) await this.ask("readwrite", (store) => store.delete(page));
    });
  }

  // What this person typed on other pages, oldest first.
  async others(page) {
    const drafts = [];
    await this.inTurn(async () => {
      const all = await this.ask("readonly", (store) => store.getAll());
      for (const kept of all.filter((one) => one.owner === this.owner && one.page !== page)) {
        const how = this.how(kept.iv, kept.page);
        const plain = await crypto.subtle.decrypt(how, this.key, kept.sealed).catch(() => null);
        if (plain) drafts.push(JSON.parse(new TextDecoder().decode(plain)));
      }
    });
    return drafts.sort((one, other) => one.sequence - other.sequence);
  }

  // Anybody's copies that are two weeks old, as the server forgets its drafts.
  async forgetOld() {
    const all = await this.ask("readonly", (store) => store.getAll());
    for (const { page, at } of all) {
      if (at < Date.now() - FORTNIGHT) await this.ask("readwrite", (store) => store.delete(page));
    }
  }

  how(iv, page) {
    return { name: "AES-GCM", iv, additionalData: new TextEncoder().encode(this.owner + page) };
  }

  inTurn(act) {
    this.turn = this.turn.then(() => (this.work ? act() : undefined)).catch(() => {
      this.work = false;
    });
    return this.turn;
  }

  ask(mode, act) {
    this.database ??= opened();
    return this.database.then(
      (database) =>
        new Promise((done, failed) => {
          const request = act(database.transaction(STORE, mode).objectStore(STORE));
          request.onsuccess = () => done(request.result);
          request.onerror = () => failed(request.error);
        }),
    );
  }
}

function opened() {
  return new Promise((done, failed) => {
    const request = indexedDB.open("sitrack-drafts", 1);
    request.onupgradeneeded = () => request.result.createObjectStore(STORE, { keyPath: "page" });
    request.onsuccess = () => done(request.result);
    request.onerror = () => failed(request.error);
  });
}
