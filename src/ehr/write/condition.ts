/** The condition of a conditional create (R4 http.html#ccreate): `identifier=system|value` or `_tag=system|code`. */
import type { BundleEntry, Resource } from '../../fhir/index.ts';

export interface Condition {
  readonly parameter: string;
  readonly value: string;
}

export function conditionOf(entry: BundleEntry | undefined): Condition | undefined {
  const [first] = new URLSearchParams(entry?.request?.ifNoneExist);
  return first && { parameter: first[0], value: first[1] };
}

interface Token {
  readonly system?: string;
  readonly value?: string;
  readonly code?: string;
}

/** A server that passes over the parameter answers with every resource it has: each is looked at. */
export function meets(resource: Resource, { parameter, value }: Condition): boolean {
  const r = resource as unknown as Readonly<Record<string, unknown>>;
  if (parameter === '_tag') return tokens(resource.meta?.tag).includes(value);
  if (parameter === 'identifier') return tokens(r.identifier).includes(value);
  if (parameter === 'target') return targets(r.target).some((t) => t === value || t.endsWith(`/${value}`));
  return false;
}

const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

const tokens = (held: unknown): readonly string[] =>
  listOf(held).map((t) => {
    const { system = '', value, code } = (t ?? {}) as Token;
    return `${system}|${value ?? code ?? ''}`;
  });

const targets = (held: unknown): readonly string[] =>
  listOf(held).map((t) => String((t as { reference?: unknown } | null)?.reference ?? ''));
