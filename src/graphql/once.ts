/** Each key's value is created once, for whoever asks first. */
export function once<Key, Created>(create: (key: Key) => Created): (key: Key) => Created {
  const created = new Map<Key, Created>();
  return (key) => {
    const value = created.get(key) ?? create(key);
    created.set(key, value);
    return value;
  };
}
