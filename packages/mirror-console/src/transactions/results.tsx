import { Badge, Panel, titleOf } from '@order-transactions/console-kit';
import type { CombinedError } from '@urql/preact';
import { problemOf } from '../api/problem.js';
import type { TransactionResultsQuery } from '../generated/graphql.js';
import { flagOf, markRecovered, summarizeOutcome } from '../logic/recovered.js';
import { failureOf, nameOfOrigin } from '../logic/words.js';
import { ProblemNote } from '../problem-note.js';

type Answer = NonNullable<TransactionResultsQuery['orderTransaction']>;
type Combined = NonNullable<Answer['combinedResults']>;
type Marked = Combined['biomarkers'][number] & { readonly isRecovered: boolean };

/** The results of all orders together. Junction can be slow or fail, so the rest of the page does not wait for it. */
export function Results({
  answer: { data, error, fetching },
  onReload,
}: {
  readonly answer: {
    readonly data?: TransactionResultsQuery | undefined;
    readonly error?: CombinedError | undefined;
    readonly fetching: boolean;
  };
  readonly onReload: () => void;
}) {
  const problem = problemOf(error);
  const results = data?.orderTransaction?.combinedResults ?? null;
  const outcome = data?.orderTransaction?.redrawOutcome ?? null;
  return (
    <Panel
      title="Combined results"
      actions={
        <button type="button" class="quiet small" disabled={fetching} onClick={onReload}>
          {fetching ? 'Loading…' : 'Load again'}
        </button>
      }
    >
      {problem !== null && <ProblemNote problem={problem} onRetry={onReload} />}
      {results !== null && <ResultsOf results={results} outcome={outcome} />}
      {results === null && problem === null && (
        <p class="empty">{data === undefined ? 'Loading…' : 'None yet.'}</p>
      )}
    </Panel>
  );
}

function ResultsOf({
  results,
  outcome,
}: {
  readonly results: Combined;
  readonly outcome: Answer['redrawOutcome'];
}) {
  const { status, laboratory, unreadableBiomarkers, biomarkers, missingBiomarkers } = results;
  const recovered = outcome?.recovered ?? [];
  const missing = outcome?.stillMissing ?? missingBiomarkers;
  return (
    <>
      <p class="muted">{[titleOf(status), laboratory].filter(Boolean).join(' · ')}</p>
      {outcome !== null && <p>{summarizeOutcome(recovered.length, missing.length)}</p>}
      <div class="scroll" role="region" aria-label="Table of the results" tabIndex={0}>
        <table>
          <thead>
            <tr>
              <th scope="col">Biomarker</th>
              <th scope="col">Result</th>
              <th scope="col">Range</th>
              <th scope="col">From</th>
            </tr>
          </thead>
          <tbody>
            {markRecovered(biomarkers, recovered).map((biomarker, index) => (
              <Row key={index} biomarker={biomarker} />
            ))}
          </tbody>
        </table>
      </div>
      {missing.length === 0 ? (
        <p>
          <Badge tone="good">✓ nothing missing</Badge>
        </p>
      ) : (
        <>
          <p>
            <Badge tone="bad">✕ missing</Badge>
          </p>
          <ul class="missing">
            {missing.map(({ name, inferredFailureType }) => (
              <li key={name}>
                {name} <span class="muted">{failureOf(inferredFailureType)}</span>
              </li>
            ))}
          </ul>
        </>
      )}
      {unreadableBiomarkers > 0 && (
        <p class="muted">{unreadableBiomarkers} more that this version cannot read.</p>
      )}
    </>
  );
}

function Row({ biomarker }: { readonly biomarker: Marked }) {
  const { name, result, unit, referenceRange, order, isRecovered } = biomarker;
  const flag = flagOf(biomarker);
  return (
    <tr class={isRecovered ? 'recovered' : undefined}>
      <th scope="row">
        {name} {isRecovered && <Badge tone="good">↻ recovered</Badge>}
      </th>
      <td>
        {result} {unit} {flag !== null && <Badge tone={flag.tone}>{flag.text}</Badge>}
      </td>
      <td>{referenceRange ?? '–'}</td>
      <td>{order === null ? '–' : nameOfOrigin(order.origin)}</td>
    </tr>
  );
}
