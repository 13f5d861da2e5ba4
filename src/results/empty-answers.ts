import { LRUCache } from 'lru-cache';
import type { LabResults } from './model.js';
import type { ResultsLookup } from './results-fetcher.js';

type AnswerVersion = Pick<ResultsLookup, 'kind' | 'id' | 'version'>;

interface EmptyAnswer {
  readonly version: string | undefined;
  readonly results: LabResults | null;
}

/**
 * Caches for a limited time which subjects have no results yet. The entry of a subject expires with its next event,
 * which changes its version.
 */
export class EmptyAnswers {
  private readonly answers: LRUCache<string, EmptyAnswer>;

  constructor(ttlMs = 5 * 60_000) {
    this.answers = new LRUCache({ max: 50_000, ttl: ttlMs });
  }

  get({ kind, id, version }: AnswerVersion): EmptyAnswer | null {
    const answer = this.answers.get(`${kind} ${id}`);
    return answer?.version === version ? (answer ?? null) : null;
  }

  set({ kind, id, version }: AnswerVersion, results: LabResults | null): void {
    this.answers.set(`${kind} ${id}`, { version, results });
  }
}
