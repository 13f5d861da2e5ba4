import type { Problem } from './api/problem.js';

/** A failure, its remedy, and a button to retry. */
export function ProblemNote({
  problem,
  onRetry,
}: {
  readonly problem: Problem;
  readonly onRetry?: () => void;
}) {
  return (
    <div class="problem" role="alert">
      <p>
        <strong>✕ {problem.title}</strong> {problem.remedy}
      </p>
      {onRetry && (
        <button type="button" class="quiet" onClick={onRetry}>
          Try again
        </button>
      )}
    </div>
  );
}
