import { CopyButton } from '@order-transactions/console-kit';

/** An id with a button that copies it. */
export function Id({ value, of }: { readonly value: string; readonly of: string }) {
  return (
    <span class="id">
      <code>{value}</code> <CopyButton text={value} label={`Copy the id of the ${of}`} />
    </span>
  );
}
