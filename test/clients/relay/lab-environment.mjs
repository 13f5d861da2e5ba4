import { createClient } from 'graphql-ws';
import relay from 'relay-runtime';

const { Environment, Network, Observable, RecordSource, Store } = relay;

/** `getToken` returns the current token. It is called for every request and for every connection. */
export function createLabEnvironment({ url, socketUrl, getToken, webSocketImpl }) {
  const authorization = () => `Bearer ${getToken()}`;
  const socket = createClient({
    url: socketUrl,
    webSocketImpl,
    connectionParams: () => ({ authorization: authorization() }),
  });
  const send = async ({ text }, variables) => {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: authorization() },
      body: JSON.stringify({ query: text, variables }),
    });
    return response.json();
  };
  const subscribe = ({ text }, variables) =>
    Observable.create((sink) => socket.subscribe({ query: text ?? '', variables }, sink));
  return new Environment({
    network: Network.create(send, subscribe),
    store: new Store(new RecordSource()),
    getDataID: ({ id }, type) => (type === 'LabCollectionSite' ? undefined : id),
  });
}
