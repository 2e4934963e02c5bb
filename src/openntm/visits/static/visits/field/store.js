// What this device keeps: the visits taken along, drafts, the acts that wait in their order, and the files of photos.

/**
 * @typedef {{uuid: string, person: number, visit: string, kind: string, at: string, item?: string, found?: object,
 *   base?: object|null}} Wire what the server is sent
 * @typedef {{n?: number, wire: Wire, label: string, state: "waiting"|"conflict"|"refused", tried: boolean,
 *   reason?: string, theirs?: object|null, name?: string}} Act
 */

/** @type {Promise<IDBDatabase>|undefined} */
let opening;

function opened() {
  opening ??= new Promise((resolve, reject) => {
    const asked = indexedDB.open("field", 1);
    asked.onupgradeneeded = () => {
      asked.result.createObjectStore("kept");
      asked.result.createObjectStore("acts", { keyPath: "n", autoIncrement: true });
      asked.result.createObjectStore("files");
    };
    asked.onsuccess = () => resolve(asked.result);
    asked.onerror = () => reject(asked.error);
  });
  return opening;
}

/** One transaction, on the disk when it resolves: a browser that is killed afterwards has lost nothing.
 * @param {IDBTransactionMode} mode @param {(store: (name: string) => IDBObjectStore) => IDBRequest|void} work */
async function transact(mode, work) {
  const base = await opened();
  return new Promise((resolve, reject) => {
    const act = base.transaction(["kept", "acts", "files"], mode, { durability: "strict" });
    const asked = work((name) => act.objectStore(name));
    act.oncomplete = () => resolve(asked ? asked.result : undefined);
    act.onabort = () => reject(act.error);
  });
}

export const read = (/** @type {string} */ key) => transact("readonly", (store) => store("kept").get(key));
export const keep = (/** @type {string} */ key, /** @type {any} */ value) =>
  transact("readwrite", (store) => void (value ? store("kept").put(value, key) : store("kept").delete(key)));
export const acts = () => transact("readonly", (store) => store("acts").getAll());
export const fileOf = (/** @type {string} */ uuid) => transact("readonly", (store) => store("files").get(uuid));
export const change = (/** @type {Act} */ act) => transact("readwrite", (store) => void store("acts").put(act));

/** @param {Act} act @param {ArrayBuffer} [bytes] An item that is answered anew before its answer was tried keeps one act. */
export function queue(act, bytes) {
  return transact("readwrite", (store) => {
    if (bytes) store("files").put(bytes, act.wire.uuid);
    const all = store("acts").getAll();
    all.onsuccess = () => {
      const { kind, visit, item, found } = act.wire;
      const isSame = (/** @type {Act} */ one) =>
        kind === "answer" && !one.tried && one.wire.kind === kind && one.wire.visit === visit && one.wire.item === item;
      const same = all.result.find(isSame);
      store("acts").put(same ? { ...same, wire: { ...same.wire, found } } : act);
    };
  });
}

/** The act is over, sent or given up; `taken` is what the device then knows. @param {Act} act @param {any} [taken] */
export function end(act, taken) {
  return transact("readwrite", (store) => {
    store("acts").delete(/** @type {number} */ (act.n));
    store("files").delete(act.wire.uuid);
    if (taken) store("kept").put(taken, "taken");
  });
}

/** How much only this device has: acts that wait, and what was typed and not recorded. @returns {Promise<number>} */
export async function unsent() {
  const drafts = await transact("readonly", (store) => store("kept").getAllKeys(IDBKeyRange.bound("draft:", "draft;")));
  return (await acts()).length + drafts.length;
}

/** What is known of people and visits goes; what waits to be sent stays. */
export async function wipe() {
  await transact("readwrite", (store) => void store("kept").clear());
  await caches.delete("field");
  for (const one of await navigator.serviceWorker.getRegistrations()) await one.unregister();
}
