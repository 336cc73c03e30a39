/** Start of the workbench: binds the list, the chosen case and the run to the page and to the address. */
import { getCase, getCases } from './api.js';
import { createDetail, spokenSummary } from './detail.js';
import { byId } from './dom.js';
import { createList } from './list.js';
import { caseIn } from './route.js';
import { createRun } from './run.js';

function start() {
  const say = (/** @type {string} */ words) => {
    byId('said').textContent = words;
  };
  const list = createList({
    rows: byId('rows'),
    states: byId('states'),
    summary: byId('summary'),
    shown: byId('shown'),
    search: /** @type {HTMLInputElement} */ (byId('search')),
    sort: /** @type {HTMLSelectElement} */ (byId('sort')),
  });
  const detail = createDetail(byId('encounter'), { back: () => backToList(list) });

  /** @type {string | undefined} */
  let chosen;

  const loadList = async () => {
    try {
      list.show(await getCases());
    } catch (error) {
      list.showProblem(error, () => void loadList());
    }
  };

  /** Shows the chosen case; an answer that comes after another was chosen is dropped. @param {(() => void)} [then] */
  const loadCase = async (then) => {
    const id = chosen;
    if (id === undefined) return detail.showNone();
    try {
      const view = await getCase(id);
      if (id !== chosen) return;
      detail.show(view);
      say(spokenSummary(view));
      then?.();
    } catch (error) {
      if (id === chosen) detail.showProblem(error, () => void loadCase());
    }
  };

  const follow = () => {
    chosen = caseIn(window.location.hash);
    list.choose(chosen);
    if (chosen !== undefined) detail.showLoading();
    return loadCase(showOnNarrow);
  };

  const run = createRun({
    button: /** @type {HTMLButtonElement} */ (byId('process')),
    working: byId('working'),
    say,
    refresh: loadList,
    finished: () => {
      void loadList();
      if (chosen !== undefined) void loadCase();
    },
    status: (status) => {
      byId('source').textContent = sourceOf(status);
    },
  });

  byId('skip').addEventListener('click', (event) => {
    event.preventDefault();
    byId('encounter').focus();
  });
  window.addEventListener('hashchange', () => void follow());
  list.showLoading();
  void loadList().then(follow);
  void run.watch();
}

/** Where the list stands above the case, choosing one leads to it. */
function showOnNarrow() {
  if (!window.matchMedia('(max-width: 60rem)').matches) return;
  byId('encounter').scrollIntoView({ block: 'start' });
  document.getElementById('case-title')?.focus({ preventScroll: true });
}

/** @param {{ focus: () => void }} list */
function backToList(list) {
  byId('queue').scrollIntoView({ block: 'start' });
  list.focus();
}

/** What the service says of itself, where it says it. @param {Record<string, unknown>} status */
function sourceOf(status) {
  const words = [status.ehr, status.version].filter((value) => typeof value === 'string');
  return words.join(' · ');
}

start();
