/** A package of packages/ is required and not installed. The message contains the remedy. */
export class MissingPackageError extends Error {
  override readonly name = 'MissingPackageError';
}

/**
 * Imports a package that only development needs: production installs leave it out and never call this function.
 *
 * @throws MissingPackageError when the package is not installed
 */
export async function importDevelopmentPackage<T>(
  load: () => Promise<T>,
  message: string,
): Promise<T> {
  try {
    return await load();
  } catch (error) {
    if (!isMissing(error)) throw error;
    throw new MissingPackageError(message, { cause: error });
  }
}

function isMissing(error: unknown): boolean {
  const { code } = error as NodeJS.ErrnoException;
  return code === 'ERR_MODULE_NOT_FOUND' || code === 'MODULE_NOT_FOUND';
}
