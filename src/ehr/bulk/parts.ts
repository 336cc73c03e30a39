/** Sorts the lines of many NDJSON files into parts on disk, so that all of one patient lies in one part and a part fits into memory. */
import { createHash } from 'node:crypto';
import { closeSync, openSync, readSync, writeSync } from 'node:fs';
import { mkdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { literalOf, type Resource } from '../../fhir/index.ts';
import { parseJson } from '../../kernel/index.ts';
import { LONGEST_LINE, linesOfFile } from './lines.ts';

export interface Parts {
  /** Each patient's lines, a part after the other; a part is gone once it was read. */
  patients(): AsyncGenerator<readonly Resource[], void, void>;
  /** What belongs to no patient: organizations, practitioners, locations… Undefined when it is not there. */
  shared(key: string): Resource | undefined;
  /** `PractitionerRole/id`s of a `Practitioner/id`. */
  rolesOf(practitioner: string): readonly string[];
  /** `Type/id`s of what is shared and bears an identifier, `system|value`. */
  identified(type: string, token: string): readonly string[];
  /** Lines that hold no resource. */
  readonly unreadable: number;
  /** Lines that hold an Encounter that is over. */
  readonly finished: number;
  close(): Promise<void>;
}

/** Of one part: what is read at once is this many bytes, and a few times as much when it is parsed. */
const PART_BYTES = 32 * 1024 * 1024;
/** Files that are open at once. */
const MOST_PARTS = 256;

/** `work`: a folder that is made for this and removed again. */
export async function partition(files: readonly string[], work: string): Promise<Parts> {
  await rm(work, { recursive: true, force: true });
  await mkdir(work, { recursive: true, mode: 0o700 });
  const sizes = await Promise.all(files.map(async (f) => (await stat(f)).size));
  const total = sizes.reduce((a, b) => a + b, 0);
  const count = Math.min(MOST_PARTS, Math.max(1, Math.ceil(total / PART_BYTES)));
  const parts = Array.from({ length: count }, (_, i) => appender(join(work, `${i}.part`)));
  const shared = sharedFile(join(work, 'shared'));
  const tally = { unreadable: 0, finished: 0 };
  try {
    for (const file of files) await sort(file, parts, shared, tally);
  } finally {
    for (const part of parts) part.close();
  }
  shared.flush();
  return {
    ...tally,
    patients: () => patientsIn(parts.map((p) => p.path)),
    shared: shared.read,
    rolesOf: shared.rolesOf,
    identified: shared.identified,
    async close() {
      shared.close();
      await rm(work, { recursive: true, force: true });
    },
  };
}

async function sort(
  file: string,
  parts: readonly Appender[],
  shared: SharedFile,
  tally: { unreadable: number; finished: number },
): Promise<void> {
  for await (const { text } of linesOfFile(file)) {
    const resource = text === undefined ? undefined : resourceIn(text);
    if (text === undefined || resource === undefined) {
      tally.unreadable += 1;
      continue;
    }
    if (isFinished(resource)) tally.finished += 1;
    const owner = ownerKey(resource);
    if (owner === undefined) shared.add(resource, text);
    else parts[partOf(owner, parts.length)]?.add(`${owner}\t${text}\n`);
  }
}

function resourceIn(text: string): Resource | undefined {
  try {
    const value = parseJson(text) as { resourceType?: unknown } | null;
    return typeof value?.resourceType === 'string' ? (value as Resource) : undefined;
  } catch {
    return undefined;
  }
}

/** What charts are read of (R4 encounter.status). */
export const isFinished = (r: Resource): boolean => r.resourceType === 'Encounter' && r.status === 'finished';

const partOf = (owner: string, count: number): number =>
  createHash('sha256').update(owner).digest().readUInt32BE(0) % count;

/** `Patient/id`; an encounter without a patient that can be found here stands for itself. */
function ownerKey(resource: Resource): string | undefined {
  const r = resource as unknown as Readonly<Record<string, { reference?: unknown } | undefined>>;
  if (resource.resourceType === 'Patient') return `Patient/${resource.id}`;
  const reference = [r.subject, r.patient, r.beneficiary].find(
    (x) => typeof x?.reference === 'string',
  )?.reference;
  const key = typeof reference === 'string' ? literalOf(reference) : undefined;
  if (key?.startsWith('Patient/')) return key;
  return resource.resourceType === 'Encounter' ? `Encounter/${resource.id}` : undefined;
}

interface Appender {
  readonly path: string;
  add(text: string): void;
  close(): void;
}

/** Written together: one call for each line would be most of the work. */
const BUFFERED = 64 * 1024;

function appender(path: string): Appender {
  const file = openSync(path, 'w', 0o600);
  let waiting: string[] = [];
  let size = 0;
  const flush = (): void => {
    writeWhole(file, Buffer.from(waiting.join('')));
    waiting = [];
    size = 0;
  };
  return {
    path,
    add(text) {
      waiting.push(text);
      size += text.length;
      if (size >= BUFFERED) flush();
    },
    close() {
      flush();
      closeSync(file);
    },
  };
}

function writeWhole(file: number, bytes: Buffer): void {
  for (let at = 0; at < bytes.length; ) at += writeSync(file, bytes, at);
}

/** The key before each line; a longer one is no FHIR id. */
const LONGEST_OWNER = 4096;

async function* patientsIn(paths: readonly string[]): AsyncGenerator<readonly Resource[], void, void> {
  for (const path of paths) {
    const byOwner = new Map<string, string[]>();
    for await (const { text = '' } of linesOfFile(path, LONGEST_LINE + LONGEST_OWNER)) {
      const at = text.indexOf('\t');
      const owner = text.slice(0, at);
      const lines = byOwner.get(owner);
      if (lines) lines.push(text.slice(at + 1));
      else byOwner.set(owner, [text.slice(at + 1)]);
    }
    await rm(path, { force: true });
    for (const [owner, lines] of byOwner) {
      byOwner.delete(owner);
      yield lines.flatMap((line) => resourceIn(line) ?? []);
    }
  }
}

interface SharedFile {
  add(resource: Resource, text: string): void;
  flush(): void;
  readonly read: (key: string) => Resource | undefined;
  readonly rolesOf: (practitioner: string) => readonly string[];
  readonly identified: (type: string, token: string) => readonly string[];
  close(): void;
}

/** Their text stays on disk; only where each one lies is kept in memory. */
function sharedFile(path: string): SharedFile {
  const file = openSync(path, 'w+', 0o600);
  const places = new Map<string, { readonly at: number; readonly length: number }>();
  const roles = new Map<string, string[]>();
  const tokens = new Map<string, string[]>();
  let waiting: Buffer[] = [];
  let end = 0;
  let size = 0;
  const flush = (): void => {
    writeWhole(file, Buffer.concat(waiting));
    waiting = [];
    size = 0;
  };
  return {
    flush,
    add(resource, text) {
      if (typeof resource.id !== 'string') return;
      const key = `${resource.resourceType}/${resource.id}`;
      const bytes = Buffer.from(text);
      places.set(key, { at: end, length: bytes.length });
      const person = practitionerOf(resource);
      if (person) roles.set(person, [...(roles.get(person) ?? []), key]);
      for (const token of tokensOf(resource)) tokens.set(token, [...(tokens.get(token) ?? []), key]);
      end += bytes.length;
      size += bytes.length;
      waiting.push(bytes);
      if (size >= BUFFERED) flush();
    },
    read(key) {
      const place = places.get(key);
      if (!place) return undefined;
      const bytes = Buffer.alloc(place.length);
      readSync(file, bytes, 0, place.length, place.at);
      return resourceIn(bytes.toString());
    },
    rolesOf: (practitioner) => roles.get(practitioner) ?? [],
    identified: (type, token) => tokens.get(`${type} ${token}`) ?? [],
    close: () => closeSync(file),
  };
}

function practitionerOf(resource: Resource): string | undefined {
  const { practitioner } = resource as { practitioner?: { reference?: unknown } };
  const reference = resource.resourceType === 'PractitionerRole' ? practitioner?.reference : undefined;
  return typeof reference === 'string' ? literalOf(reference) : undefined;
}

/** For references by identifier (R4 http.html#trules, conditional references). */
function tokensOf(resource: Resource): readonly string[] {
  const { identifier } = resource as { identifier?: unknown };
  const all: readonly { system?: unknown; value?: unknown }[] = Array.isArray(identifier) ? identifier : [];
  return all.flatMap((i) =>
    typeof i?.value === 'string' ? [`${resource.resourceType} ${i.system ?? ''}|${i.value}`] : [],
  );
}
