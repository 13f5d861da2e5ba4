import json
import os
import unittest
from urllib.request import Request, urlopen

from gql import GraphQLRequest
from gql.transport.exceptions import TransportQueryError

from lab_client import UPDATES, lab_client, lab_tests, live_client

URL = os.environ["GRAPH_URL"]
SOCKET_URL = os.environ["SOCKET_URL"]
SANDBOX_URL = os.environ["SANDBOX_URL"]
TOKEN = os.environ["TOKEN"]
PERSON = os.environ["PERSON"]
TRANSACTIONS = int(os.environ["TRANSACTIONS"])


def play(journey):
    """Plays a journey of the person that has further steps after the test."""
    body = json.dumps({"clientUserId": PERSON, "pause": 300}).encode()
    headers = {"content-type": "application/json"}
    request = Request(f"{SANDBOX_URL}/_sandbox/journeys/{journey}", body, headers)
    with urlopen(request) as response:
        return json.load(response)


def codes(error):
    return [one["extensions"]["code"] for one in error.errors]


class LabTests(unittest.IsolatedAsyncioTestCase):
    async def test_reads_all_pages(self):
        found = await lab_tests(lab_client(URL, TOKEN), PERSON, 3)
        self.assertGreaterEqual(len(found), TRANSACTIONS)

    async def test_none_is_the_default_page_size(self):
        found = await lab_tests(lab_client(URL, TOKEN), PERSON, None)
        self.assertGreaterEqual(len(found), TRANSACTIONS)

    async def test_data_and_code_come_together(self):
        with self.assertRaises(TransportQueryError) as raised:
            await lab_tests(lab_client(URL, TOKEN), PERSON, 101)
        self.assertEqual(codes(raised.exception), ["BAD_USER_INPUT"])
        self.assertEqual(
            raised.exception.data["user"],
            {"name": f"The person {PERSON}", "orderTransactions": None},
        )

    async def test_without_a_valid_token_a_code_is_unauthenticated(self):
        with self.assertRaises(TransportQueryError) as raised:
            await lab_tests(lab_client(URL, "none"), PERSON)
        self.assertIn("UNAUTHENTICATED", codes(raised.exception))

    async def test_subscription_with_the_token_as_a_connection_parameter(self):
        identifier = play("redraw")["transactionId"]
        statuses = []
        request = GraphQLRequest(UPDATES, variable_values={"id": identifier})
        async with live_client(SOCKET_URL, TOKEN) as session:
            async for data in session.subscribe(request):
                statuses.append(data["orderTransactionUpdated"]["status"])
                if statuses[-1] == "COMPLETED":
                    break
        self.assertEqual(statuses[0], "ACTIVE")
