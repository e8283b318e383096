@orders
Feature: Orders at the same moment do not stand in each other's way

  @TR02
  Scenario: Two shoppers order the same two products at the same moment, and both get them
    When another shopper and I place our orders for a product in stock and a product with odd cents at the same moment, each in another order
    Then each of us should have an order
    And who has no order should have paid nothing
