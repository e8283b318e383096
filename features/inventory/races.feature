@inventory
Feature: What there is one of is sold once, whoever else wants it at that moment

  @IN04
  Scenario: Two shoppers order the last unit at the same moment, and one gets it
    When another shopper and I place our orders for the last product in stock at the same moment
    Then exactly one of us should have the order
    And who has no order should have paid nothing
    And who has no order should have been told, with the cart kept
