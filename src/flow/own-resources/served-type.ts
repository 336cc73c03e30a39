/** What is served of one resource type: its search parameters, what may come along, what every resource of it has. */
import type { Resource, SearchParameterRow } from '../../fhir/index.ts';

export interface ServedType {
  readonly type: Resource['resourceType'];
  readonly parameters: readonly SearchParameterRow[];
  /** The parameter by which the type is sorted beside `_lastUpdated`. */
  readonly dated: string;
  /** Reference parameter → the served types it may lead to. */
  readonly leadsTo: ReadonlyMap<string, readonly string[]>;
  /** Elements that R4 makes mandatory: `_elements` never leaves them out. */
  readonly mandatory: readonly string[];
}

const HL7 = 'http://hl7.org/fhir/SearchParameter';

/** Of every resource (R4 resource.html#search). */
export const COMMON_PARAMETERS: readonly SearchParameterRow[] = [
  { code: '_id', type: 'token', path: 'id', definition: `${HL7}/Resource-id` },
  { code: '_lastUpdated', type: 'date', path: 'meta.lastUpdated', definition: `${HL7}/Resource-lastUpdated` },
  { code: '_tag', type: 'token', path: 'meta.tag', definition: `${HL7}/Resource-tag` },
];

export const allParameters = ({ parameters }: ServedType): readonly SearchParameterRow[] => [
  ...COMMON_PARAMETERS,
  ...parameters,
];

type More = Partial<Pick<SearchParameterRow, 'system' | 'only' | 'definition'>>;

/** Rows of one type, each under HL7's definition unless it has one of ours. */
export function parametersFor(type: string) {
  const make =
    (kind: SearchParameterRow['type']) =>
    (code: string, path = code, more: More = {}): SearchParameterRow => ({
      ...{ code, type: kind, path, definition: `${HL7}/${type}-${code}` },
      ...more,
    });
  return { token: make('token'), reference: make('reference'), date: make('date'), string: make('string') };
}
