/** Any number of encounters made from a few example charts: the n-th is made anew each time it is asked for, so that a million take no memory. */
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Bundle, Resource } from '../../../src/fhir/index.ts';

const CHARTS = resolve(import.meta.dirname, '../../../examples/charts');

/** Small ones of every outcome: three are claimed, one asks for review, two are held. */
const SLUGS = [
  'uri-simple-visit',
  'urgent-care-strep',
  'text-only-conditions',
  'post-op-follow-up',
  'wrong-code',
  'missing-elements',
] as const;

/** Stands for the number in a chart's text. */
const MARK = '~N~';

interface Pattern {
  readonly encounter: string;
  /** The resources as one JSON text, with the mark wherever the number goes. */
  readonly text: string;
}

export interface ManyCharts {
  /** `Encounter.id` of the n-th, from 0. */
  id(n: number): string;
  /** Whose record an id or a reference is of. */
  of(text: string): number | undefined;
  /** Every resource of the n-th. */
  resources(n: number): readonly Resource[];
}

export function manyCharts(): ManyCharts {
  const patterns = SLUGS.map(patternOf);
  const of = (n: number): Pattern => patterns[n % patterns.length] as Pattern;
  return {
    id: (n) => of(n).encounter.replaceAll(MARK, String(n)),
    of: (text) => {
      const digits = /\.n(\d{1,9})(?![\w-])/.exec(text)?.[1];
      return digits === undefined ? undefined : Number(digits);
    },
    resources: (n) => JSON.parse(of(n).text.replaceAll(MARK, String(n))) as readonly Resource[],
  };
}

function patternOf(slug: string): Pattern {
  const read = (file: string): unknown => JSON.parse(readFileSync(join(CHARTS, slug, file), 'utf8'));
  const resources = ((read('bundle.json') as Bundle).entry ?? []).flatMap((e) => e.resource ?? []);
  const keys = new Set(resources.map((r) => `${r.resourceType}/${r.id}`));
  const { encounter } = read('expected.json') as { encounter: string };
  return {
    encounter: `${encounter.split('/')[1]}.n${MARK}`,
    text: JSON.stringify(resources.map((r) => numbered(r, keys))),
  };
}

/** Each is another patient, another member and another clinic: nobody's history is anybody else's. */
function numbered(resource: Resource, keys: ReadonlySet<string>): unknown {
  const { resourceType } = resource;
  const own = resourceType === 'Patient' || resourceType === 'Coverage';
  const walk = (value: unknown, key: string, inside: string): unknown => {
    if (Array.isArray(value)) return value.map((v) => walk(v, key, inside));
    if (value !== null && typeof value === 'object')
      return Object.fromEntries(Object.entries(value).map(([k, v]) => [k, walk(v, k, key)]));
    if (typeof value !== 'string') return value;
    if (key === 'id' && inside === '') return `${value}.n${MARK}`;
    if (key === 'reference' && keys.has(value)) return `${value}.n${MARK}`;
    const told = key === 'subscriberId' || (key === 'value' && inside === 'identifier');
    return own && told ? `${value}${MARK}` : value;
  };
  return walk(resource, '', '');
}
