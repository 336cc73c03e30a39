/** fhir-kit-client's interactions (read, search, create, transaction, metadata) on this room's own transport. */
import { Client, type FhirResource, RESPONSE_KEY } from 'fhir-kit-client';
import type { Resource } from '../../fhir/index.ts';
import { ClaimwrightError } from '../../kernel/index.ts';
import type { Base } from './base.ts';
import { interactionOf } from './interaction.ts';
import { Refusal } from './refusal.ts';
import type { Transport } from './transport.ts';

/**
 * The library reads an answer to its end however long it is, follows redirects to anywhere, and puts bodies into its
 * errors. All its interactions go through one method, which is replaced here for this one client.
 */
export function fhirClient(base: Base, transport: Transport): Client {
  const client = new Client({ baseUrl: base.url });
  client.httpClient.request = async (method, requestUrl, options = {}, body) => {
    const url = base.inside(client.httpClient.expandUrl(requestUrl))?.replace(/\/$/, '');
    if (url === undefined) throw new ClaimwrightError('CW-2004');
    const { response, body: answer } = await transport.send({
      method,
      url,
      ...(options.headers ? { headers: options.headers } : {}),
      ...(createsAnew(method, options.headers, body) ? { once: true } : {}),
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const interaction = interactionOf(method, url, base);
    if (!response.ok) throw new Refusal(response.status, interaction, answer);
    return described(answer, response, method, interaction);
  };
  return client;
}

/** A create without a condition makes a second resource when it is repeated after a lost answer. */
const createsAnew = (method: string, headers: unknown, body: unknown): boolean =>
  method === 'POST' &&
  isResource(body) &&
  body.resourceType !== 'Bundle' &&
  !new Headers(headers ?? {}).has('if-none-exist');

/** The answer with its HTTP response where `Client.httpFor` looks for it. Only a write may be answered with nothing. */
function described(answer: unknown, response: Response, method: string, interaction: string): FhirResource {
  const body = answer === undefined && method !== 'GET' ? {} : answer;
  if (!isObject(body) || (method === 'GET' && typeof body.resourceType !== 'string')) {
    throw new ClaimwrightError('CW-2005', { interaction });
  }
  return Object.defineProperty(body, RESPONSE_KEY, { value: response }) as FhirResource;
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  value !== null && typeof value === 'object' && !Array.isArray(value);

/** Whether something an EHR sent can be taken for a resource at all. */
export const isResource = (value: unknown): value is Resource =>
  isObject(value) && typeof value.resourceType === 'string';
