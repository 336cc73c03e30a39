/** The workbench's API: the cases page by page, one case, and "process again". */
import { type Request, Router } from 'express';
import { type CaseState, isCaseState, patientIn, summaryOf } from '../flow/index.ts';
import { ClaimwrightError } from '../kernel/index.ts';
import { recordAccess } from './audit.ts';
import { caseRow, caseView } from './case-view.ts';
import type { HttpDeps } from './deps.ts';
import { methodNotAllowed } from './errors.ts';
import { sameOrigin } from './same-origin.ts';

export function caseRoutes(deps: HttpDeps): Router {
  const router = Router({ caseSensitive: true });
  router.get('/status', async (_request, response) => {
    const [cases, states] = await Promise.all([deps.cases.count(), deps.cases.counts()]);
    response.json({ ...deps.status(), cases, states, ...(await deps.jobs?.status()) });
  });
  router.get('/cases', async (request, response) => {
    const asked = pageAsked(request);
    const { rows, next } = await deps.cases.page(asked);
    const patients = rows.map((row) => summaryOf(row).subject);
    await recordAccess(deps, request, response, { interaction: 'search', patients });
    if (next !== undefined) response.setHeader('Link', `<${linkTo({ ...asked, after: next })}>; rel="next"`);
    response.json(rows.map(caseRow));
  });
  router.get('/cases/:id', async (request, response) => {
    const kept = await deps.cases.get(request.params.id);
    if (!kept) throw new ClaimwrightError('CW-1007', { what: 'such case' });
    const { chart } = kept.details.coded ?? {};
    await recordAccess(deps, request, response, {
      interaction: 'read',
      patients: [chart && patientIn(chart, chart.source).patient],
      data: [{ reference: chart ? `${chart.source}/${kept.case.encounter}` : kept.case.encounter }],
    });
    response.json(caseView(kept));
  });
  router.post('/process', sameOrigin, async (_request, response) => {
    response.json({ counts: await deps.process() });
  });
  router.all('/process', methodNotAllowed('POST'));
  router.all(['/status', '/cases', '/cases/:id'], methodNotAllowed('GET', 'HEAD'));
  return router;
}

interface PageAsked {
  readonly state: CaseState | undefined;
  readonly after: string | undefined;
  readonly limit: number;
}

/** A page is shown at once; a program that wants all follows the links. */
const LIMIT = 200;
const MOST = 1000;

function pageAsked({ query }: Request): PageAsked {
  const { state, after, limit = String(LIMIT) } = query;
  if (state !== undefined && !isCaseState(state)) throw refused('state', 'name a state of a case');
  if (after !== undefined && !/^\d{1,15}$/.test(String(after))) throw refused('after', 'follow the link');
  if (!/^[1-9]\d{0,3}$/.test(String(limit)) || Number(limit) > MOST)
    throw refused('limit', `a number up to ${MOST}`);
  return { state, after: after === undefined ? undefined : String(after), limit: Number(limit) };
}

const refused = (name: string, detail: string): ClaimwrightError =>
  new ClaimwrightError('CW-1004', { where: `the query parameter ${name}`, detail });

/** Relative, so that it also holds behind a proxy (RFC 8288). */
function linkTo({ state, after, limit }: PageAsked): string {
  const query = new URLSearchParams({
    ...(state ? { state } : {}),
    after: after ?? '',
    limit: String(limit),
  });
  return `cases?${query}`;
}
