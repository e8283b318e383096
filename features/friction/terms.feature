@friction
Feature: The terms are asked for where they must be, and an order without them is none

  @UX07
  Scenario: Without the terms nothing is ordered, and with them it is
    Given the store asks to accept its terms
    And I have a product in stock in my cart
    And I choose to pay with a good card
    When I try to place my order without accepting the terms
    Then my order should not be placed
    And I should be told to accept the terms
    And exactly 0 orders should exist for me
    And I should not be charged
    And my cart should be kept
    When I place my order
    Then my order should be confirmed
    And exactly 1 order should exist for me
