/** The workbench API over HTTP. A refusal becomes an ApiProblem with the problem's title and code (RFC 9457). */

/** @typedef {import('./shapes.js').CaseRow} CaseRow */
/** @typedef {import('./shapes.js').CaseView} CaseView */
/** @typedef {{ rows: CaseRow[], next: string | undefined }} CasePage */

export class ApiProblem extends Error {
  /** @param {string} title @param {string} code */
  constructor(title, code) {
    super(title);
    this.code = code;
  }
}

/**
 * A page of the list, the latest first; `next` is the address of the page after it (RFC 8288), which this page follows.
 * @param {{ state?: string | undefined, limit: number }} asked @returns {Promise<CasePage>}
 */
export const getCases = ({ state, limit }) =>
  getPage(
    `cases?${new URLSearchParams({ ...(state === undefined ? {} : { state }), limit: String(limit) })}`,
  );

/** @param {string} address @returns {Promise<CasePage>} */
export async function getPage(address) {
  const { body, response } = await answer(`api/${address}`);
  return { rows: body, next: /^<([^>]+)>; rel="next"$/.exec(response.headers.get('Link') ?? '')?.[1] };
}

/** @param {string} id @returns {Promise<CaseView>} */
export const getCase = (id) => call(`api/cases/${encodeURIComponent(id)}`);

/** @returns {Promise<Record<string, unknown>>} */
export const getStatus = () => call('api/status');

/** @returns {Promise<{ counts: Record<string, number> }>} */
export const postProcess = () => call('api/process', { method: 'POST' });

/** @param {string} path @param {RequestInit} [init] */
const call = async (path, init = {}) => (await answer(path, init)).body;

/** @param {string} path @param {RequestInit} [init] */
async function answer(path, init = {}) {
  const response = await reach(path, init);
  const body = await response.json().catch(() => undefined);
  if (!response.ok) throw refused(response.status, body);
  if (body === undefined) throw new ApiProblem('The service answered something that is not JSON.', 'no-json');
  return { body, response };
}

/** @param {string} path @param {RequestInit} init */
async function reach(path, init) {
  try {
    return await fetch(path, { cache: 'no-store', headers: { Accept: 'application/json' }, ...init });
  } catch {
    throw new ApiProblem('The service cannot be reached. Is it running?', 'no-answer');
  }
}

/** @param {number} status @param {{ title?: unknown, code?: unknown } | undefined} body */
function refused(status, body) {
  const title = typeof body?.title === 'string' ? body.title : 'The service refused without saying why.';
  return new ApiProblem(title, typeof body?.code === 'string' ? body.code : `HTTP ${status}`);
}
