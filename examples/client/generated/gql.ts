/* eslint-disable */
import * as types from './graphql';
import type { TypedDocumentNode as DocumentNode } from '@graphql-typed-document-node/core';

/**
 * Map of all GraphQL operations in the project.
 *
 * This map has several performance disadvantages:
 * 1. It is not tree-shakeable, so it will include all operations in the project.
 * 2. It is not minifiable, so the string of a GraphQL query will be multiple times inside the bundle.
 * 3. It does not support dead code elimination, so it will add unused operations.
 *
 * Therefore it is highly recommended to use the babel or swc plugin for production.
 * Learn more about it here: https://the-guild.dev/graphql/codegen/plugins/presets/preset-client#reducing-bundle-size
 */
type Documents = {
    "\n  query LabTests($userId: ID!, $first: Int, $after: String) {\n    orderTransactions(userId: $userId, first: $first, after: $after) {\n      edges {\n        cursor\n        node {\n          id\n          status\n          createdAt\n          orders {\n            id\n            origin\n            status\n          }\n        }\n      }\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n    }\n  }\n": typeof types.LabTestsDocument,
    "\n  query RedrawScreen($id: ID!) {\n    orderTransaction(id: $id) {\n      id\n      status\n      patientAction\n      timeline {\n        id\n        status\n        createdAt\n        order {\n          id\n        }\n      }\n      orders {\n        id\n        origin\n        status\n        phase\n        testName\n        lab\n        expectedResultBy\n        isFastingRequired\n        markers {\n          id\n          name\n        }\n        appointment {\n          id\n          startAt\n          timeZone\n          confirmationCode\n          siteAddress {\n            ...Place\n          }\n        }\n        requisitionPdf {\n          url\n        }\n        kitShipment {\n          outbound {\n            ...Parcel\n          }\n          inbound {\n            ...Parcel\n          }\n        }\n        collectionSites(first: 5) {\n          id\n          name\n          phoneNumber\n          website\n          distanceMiles\n          canBookThroughJunction\n          address {\n            ...Place\n          }\n        }\n      }\n      combinedResults {\n        biomarkers {\n          name\n          result\n          unit\n          referenceRange\n          interpretation\n          order {\n            id\n            origin\n          }\n        }\n        missingBiomarkers {\n          name\n        }\n      }\n      redrawOutcome {\n        recovered {\n          name\n        }\n        stillMissing {\n          name\n        }\n      }\n      resultsPdf {\n        url\n      }\n    }\n  }\n  fragment Place on LabAddress {\n    firstLine\n    secondLine\n    city\n    state\n    postalCode\n  }\n  fragment Parcel on KitParcel {\n    trackingNumber\n    trackingUrl\n    courier\n  }\n": typeof types.RedrawScreenDocument,
    "\n  subscription LabTestUpdates($id: ID!) {\n    orderTransactionUpdated(id: $id) {\n      id\n      status\n    }\n  }\n": typeof types.LabTestUpdatesDocument,
};
const documents: Documents = {
    "\n  query LabTests($userId: ID!, $first: Int, $after: String) {\n    orderTransactions(userId: $userId, first: $first, after: $after) {\n      edges {\n        cursor\n        node {\n          id\n          status\n          createdAt\n          orders {\n            id\n            origin\n            status\n          }\n        }\n      }\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n    }\n  }\n": types.LabTestsDocument,
    "\n  query RedrawScreen($id: ID!) {\n    orderTransaction(id: $id) {\n      id\n      status\n      patientAction\n      timeline {\n        id\n        status\n        createdAt\n        order {\n          id\n        }\n      }\n      orders {\n        id\n        origin\n        status\n        phase\n        testName\n        lab\n        expectedResultBy\n        isFastingRequired\n        markers {\n          id\n          name\n        }\n        appointment {\n          id\n          startAt\n          timeZone\n          confirmationCode\n          siteAddress {\n            ...Place\n          }\n        }\n        requisitionPdf {\n          url\n        }\n        kitShipment {\n          outbound {\n            ...Parcel\n          }\n          inbound {\n            ...Parcel\n          }\n        }\n        collectionSites(first: 5) {\n          id\n          name\n          phoneNumber\n          website\n          distanceMiles\n          canBookThroughJunction\n          address {\n            ...Place\n          }\n        }\n      }\n      combinedResults {\n        biomarkers {\n          name\n          result\n          unit\n          referenceRange\n          interpretation\n          order {\n            id\n            origin\n          }\n        }\n        missingBiomarkers {\n          name\n        }\n      }\n      redrawOutcome {\n        recovered {\n          name\n        }\n        stillMissing {\n          name\n        }\n      }\n      resultsPdf {\n        url\n      }\n    }\n  }\n  fragment Place on LabAddress {\n    firstLine\n    secondLine\n    city\n    state\n    postalCode\n  }\n  fragment Parcel on KitParcel {\n    trackingNumber\n    trackingUrl\n    courier\n  }\n": types.RedrawScreenDocument,
    "\n  subscription LabTestUpdates($id: ID!) {\n    orderTransactionUpdated(id: $id) {\n      id\n      status\n    }\n  }\n": types.LabTestUpdatesDocument,
};

/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 *
 *
 * @example
 * ```ts
 * const query = graphql(`query GetUser($id: ID!) { user(id: $id) { name } }`);
 * ```
 *
 * The query argument is unknown!
 * Please regenerate the types.
 */
export function graphql(source: string): unknown;

/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query LabTests($userId: ID!, $first: Int, $after: String) {\n    orderTransactions(userId: $userId, first: $first, after: $after) {\n      edges {\n        cursor\n        node {\n          id\n          status\n          createdAt\n          orders {\n            id\n            origin\n            status\n          }\n        }\n      }\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n    }\n  }\n"): (typeof documents)["\n  query LabTests($userId: ID!, $first: Int, $after: String) {\n    orderTransactions(userId: $userId, first: $first, after: $after) {\n      edges {\n        cursor\n        node {\n          id\n          status\n          createdAt\n          orders {\n            id\n            origin\n            status\n          }\n        }\n      }\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query RedrawScreen($id: ID!) {\n    orderTransaction(id: $id) {\n      id\n      status\n      patientAction\n      timeline {\n        id\n        status\n        createdAt\n        order {\n          id\n        }\n      }\n      orders {\n        id\n        origin\n        status\n        phase\n        testName\n        lab\n        expectedResultBy\n        isFastingRequired\n        markers {\n          id\n          name\n        }\n        appointment {\n          id\n          startAt\n          timeZone\n          confirmationCode\n          siteAddress {\n            ...Place\n          }\n        }\n        requisitionPdf {\n          url\n        }\n        kitShipment {\n          outbound {\n            ...Parcel\n          }\n          inbound {\n            ...Parcel\n          }\n        }\n        collectionSites(first: 5) {\n          id\n          name\n          phoneNumber\n          website\n          distanceMiles\n          canBookThroughJunction\n          address {\n            ...Place\n          }\n        }\n      }\n      combinedResults {\n        biomarkers {\n          name\n          result\n          unit\n          referenceRange\n          interpretation\n          order {\n            id\n            origin\n          }\n        }\n        missingBiomarkers {\n          name\n        }\n      }\n      redrawOutcome {\n        recovered {\n          name\n        }\n        stillMissing {\n          name\n        }\n      }\n      resultsPdf {\n        url\n      }\n    }\n  }\n  fragment Place on LabAddress {\n    firstLine\n    secondLine\n    city\n    state\n    postalCode\n  }\n  fragment Parcel on KitParcel {\n    trackingNumber\n    trackingUrl\n    courier\n  }\n"): (typeof documents)["\n  query RedrawScreen($id: ID!) {\n    orderTransaction(id: $id) {\n      id\n      status\n      patientAction\n      timeline {\n        id\n        status\n        createdAt\n        order {\n          id\n        }\n      }\n      orders {\n        id\n        origin\n        status\n        phase\n        testName\n        lab\n        expectedResultBy\n        isFastingRequired\n        markers {\n          id\n          name\n        }\n        appointment {\n          id\n          startAt\n          timeZone\n          confirmationCode\n          siteAddress {\n            ...Place\n          }\n        }\n        requisitionPdf {\n          url\n        }\n        kitShipment {\n          outbound {\n            ...Parcel\n          }\n          inbound {\n            ...Parcel\n          }\n        }\n        collectionSites(first: 5) {\n          id\n          name\n          phoneNumber\n          website\n          distanceMiles\n          canBookThroughJunction\n          address {\n            ...Place\n          }\n        }\n      }\n      combinedResults {\n        biomarkers {\n          name\n          result\n          unit\n          referenceRange\n          interpretation\n          order {\n            id\n            origin\n          }\n        }\n        missingBiomarkers {\n          name\n        }\n      }\n      redrawOutcome {\n        recovered {\n          name\n        }\n        stillMissing {\n          name\n        }\n      }\n      resultsPdf {\n        url\n      }\n    }\n  }\n  fragment Place on LabAddress {\n    firstLine\n    secondLine\n    city\n    state\n    postalCode\n  }\n  fragment Parcel on KitParcel {\n    trackingNumber\n    trackingUrl\n    courier\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  subscription LabTestUpdates($id: ID!) {\n    orderTransactionUpdated(id: $id) {\n      id\n      status\n    }\n  }\n"): (typeof documents)["\n  subscription LabTestUpdates($id: ID!) {\n    orderTransactionUpdated(id: $id) {\n      id\n      status\n    }\n  }\n"];

export function graphql(source: string) {
  return (documents as any)[source] ?? {};
}

export type DocumentType<TDocumentNode extends DocumentNode<any, any>> = TDocumentNode extends DocumentNode<  infer TType,  any>  ? TType  : never;