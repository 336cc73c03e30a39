/** Start of the workbench: binds the list, the chosen case and the run to the page and to the address. */
import { getCase, getCases, getPage } from './api.js';
import { CaseDetail, spokenSummary } from './detail.js';
import { byId } from './dom.js';
import { EncounterList } from './list.js';
import { caseIn } from './route.js';
import { Run } from './run.js';
import { releasesOf, sourceOf } from './status.js';

class Workbench {
  #list = new EncounterList({
    rows: byId('rows'),
    states: byId('states'),
    summary: byId('summary'),
    shown: byId('shown'),
    search: /** @type {HTMLInputElement} */ (byId('search')),
    sort: /** @type {HTMLSelectElement} */ (byId('sort')),
    ask: () => void this.#readList(),
    more: (next) => void this.#readMore(next),
  });
  #detail = new CaseDetail(byId('encounter'), () => this.#backToList());
  #run = new Run({
    button: byId('process'),
    working: byId('working'),
    say: (words) => write('said', words),
    refresh: () => this.#readList(),
    finished: () => void this.#readAgain(),
    status: (status) => {
      write('source', sourceOf(status));
      write('releases', releasesOf(status));
      this.#list.tell(status.states);
    },
  });
  /** @type {string | undefined} */ #chosen;

  async start() {
    window.addEventListener('hashchange', () => void this.#follow());
    byId('skip').addEventListener('click', (event) => {
      event.preventDefault();
      byId('encounter').focus();
    });
    void this.#run.watch();
    await this.#readList();
    await this.#follow();
  }

  async #readList() {
    const state = this.#list.wanted;
    try {
      const { rows, next } = await getCases({ state, limit: this.#list.size });
      this.#list.show(rows, next, state);
    } catch (error) {
      this.#list.showProblem(error, () => void this.#readList());
    }
  }

  /** @param {string} address */
  async #readMore(address) {
    try {
      const { rows, next } = await getPage(address);
      this.#list.add(rows, next, address);
    } catch (error) {
      this.#list.showProblem(error, () => void this.#readMore(address));
    }
  }

  /** Shows what the address names. */
  async #follow() {
    this.#chosen = caseIn(window.location.hash);
    this.#list.choose(this.#chosen);
    if (this.#chosen === undefined) return this.#detail.showNone();
    this.#detail.showLoading();
    if (await this.#readCase()) showOnNarrow();
  }

  /** True when the case is shown; an answer that comes after another case was chosen is dropped. */
  async #readCase() {
    const id = this.#chosen;
    if (id === undefined) return false;
    try {
      const view = await getCase(id);
      if (id !== this.#chosen) return false;
      this.#detail.show(view);
      write('announced', spokenSummary(view));
      return true;
    } catch (error) {
      if (id === this.#chosen) this.#detail.showProblem(error, () => void this.#readCase());
      return false;
    }
  }

  async #readAgain() {
    await this.#readList();
    await this.#readCase();
  }

  #backToList() {
    byId('queue').scrollIntoView({ block: 'start' });
    this.#list.focus();
  }
}

/** @param {string} id @param {string} words */
function write(id, words) {
  byId(id).textContent = words;
}

/** Where the list stands above the case, choosing one leads down to it. */
function showOnNarrow() {
  if (!window.matchMedia('(max-width: 60rem)').matches) return;
  byId('encounter').scrollIntoView({ block: 'start' });
  byId('case-title').focus({ preventScroll: true });
}

void new Workbench().start();
