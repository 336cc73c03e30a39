/** The store's memory: every version of every resource (R4 http.html#history), copied on write so that it can be put back. */
import type { Resource } from '../fhir/index.ts';

/** `resource` is absent where the version is a deletion. */
export interface Version {
  readonly number: number;
  readonly at: string;
  readonly resource: Resource | undefined;
}

export interface Versions {
  of(type: string, id: string): readonly Version[];
  current(type: string, id: string): Version | undefined;
  /** Resources of a type that are not deleted, in the order they were first written. */
  all(type: string): readonly Resource[];
  add(type: string, id: string, version: Version): void;
  remove(type: string, id: string): void;
  counts(): Readonly<Record<string, number>>;
  /** What puts everything back as it is now. */
  savepoint(): () => void;
}

type Store = Map<string, Map<string, readonly Version[]>>;

export function versions(): Versions {
  let store: Store = new Map();
  const of = (type: string, id: string): readonly Version[] => store.get(type)?.get(id) ?? [];
  const all = (type: string): readonly Resource[] =>
    [...(store.get(type)?.values() ?? [])].flatMap((v) => v.at(-1)?.resource ?? []);
  return {
    of,
    all,
    current: (type, id) => of(type, id).at(-1),
    add(type, id, version) {
      const byId = store.get(type) ?? new Map<string, readonly Version[]>();
      store.set(type, byId.set(id, [...of(type, id), version]));
    },
    remove: (type, id) => void store.get(type)?.delete(id),
    counts: () =>
      Object.fromEntries(
        [...store.keys()].sort().flatMap((t) => (all(t).length > 0 ? [[t, all(t).length]] : [])),
      ),
    savepoint() {
      const copy: Store = new Map([...store].map(([type, byId]) => [type, new Map(byId)]));
      return () => {
        store = copy;
      };
    },
  };
}
