from gql import Client, GraphQLRequest, gql
from gql.transport.aiohttp import AIOHTTPTransport
from gql.transport.websockets import WebsocketsTransport

LAB_TESTS = gql(
    """
    query LabTests($userId: ID!, $first: Int, $after: String) {
      user(id: $userId) {
        name
        orderTransactions(first: $first, after: $after) {
          nodes { id status createdAt }
          pageInfo { hasNextPage endCursor }
        }
      }
    }
    """
)

UPDATES = gql(
    "subscription($id: ID!) { orderTransactionUpdated(id: $id) { id status } }"
)


def lab_client(url: str, token: str) -> Client:
    headers = {"authorization": f"Bearer {token}"}
    return Client(
        transport=AIOHTTPTransport(url=url, headers=headers),
        fetch_schema_from_transport=False,
    )


def live_client(socket_url: str, token: str) -> Client:
    init_payload = {"authorization": f"Bearer {token}"}
    return Client(
        transport=WebsocketsTransport(url=socket_url, init_payload=init_payload),
        fetch_schema_from_transport=False,
    )


async def lab_tests(client: Client, user_id: str, page_size: int | None = None):
    """Returns all lab tests of a person without duplicates."""
    found = {}
    variables = {"userId": user_id, "first": page_size, "after": None}
    async with client as session:
        has_next_page = True
        while has_next_page:
            data = await session.execute(GraphQLRequest(LAB_TESTS, variable_values=variables))
            page = data["user"]["orderTransactions"]
            found |= {node["id"]: node for node in page["nodes"]}
            has_next_page = page["pageInfo"]["hasNextPage"]
            variables = {**variables, "after": page["pageInfo"]["endCursor"]}
    return list(found.values())
