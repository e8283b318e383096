@promotions
Feature: A code that works once works once, whoever else uses it at that moment

  @PR11
  Scenario: Two shoppers order with the same single-use code at the same moment, and it counts once
    When another shopper and I place our orders with a single-use code at the same moment
    Then the code should have been used once
    And who has no order should have paid nothing
    And who has no order should have been told, with the cart kept
