import { graphql } from './generated/gql.js';

/** A page of a person's lab tests, newest first. */
export const LAB_TESTS = graphql(`
  query LabTests($userId: ID!, $first: Int, $after: String) {
    orderTransactions(userId: $userId, first: $first, after: $after) {
      edges {
        cursor
        node {
          id
          status
          createdAt
          orders {
            id
            origin
            status
          }
        }
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
`);

/** All data that the redraw screen of one lab test shows. */
export const REDRAW_SCREEN = graphql(`
  query RedrawScreen($id: ID!) {
    orderTransaction(id: $id) {
      id
      status
      patientAction
      timeline {
        id
        status
        createdAt
        order {
          id
        }
      }
      orders {
        id
        origin
        status
        phase
        testName
        lab
        expectedResultBy
        isFastingRequired
        markers {
          id
          name
        }
        appointment {
          id
          startAt
          timeZone
          confirmationCode
          siteAddress {
            ...Place
          }
        }
        requisitionPdf {
          url
        }
        kitShipment {
          outbound {
            ...Parcel
          }
          inbound {
            ...Parcel
          }
        }
        collectionSites(first: 5) {
          id
          name
          phoneNumber
          website
          distanceMiles
          canBookThroughJunction
          address {
            ...Place
          }
        }
      }
      combinedResults {
        biomarkers {
          name
          result
          unit
          referenceRange
          interpretation
          order {
            id
            origin
          }
        }
        missingBiomarkers {
          name
        }
      }
      redrawOutcome {
        recovered {
          name
        }
        stillMissing {
          name
        }
      }
      resultsPdf {
        url
      }
    }
  }
  fragment Place on LabAddress {
    firstLine
    secondLine
    city
    state
    postalCode
  }
  fragment Parcel on KitParcel {
    trackingNumber
    trackingUrl
    courier
  }
`);

/** One lab test, initially and after each change. */
export const LAB_TEST_UPDATES = graphql(`
  subscription LabTestUpdates($id: ID!) {
    orderTransactionUpdated(id: $id) {
      id
      status
    }
  }
`);
