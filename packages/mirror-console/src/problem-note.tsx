import type { Problem } from './api/problem.js';

/** What failed, what to do, and a button to try again. */
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
