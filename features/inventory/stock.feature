@inventory
Feature: Stock is sold once

  @IN01
  Scenario: A sold-out product is not for sale
    Then a sold-out product should not be for sale

  @IN01
  Scenario: More than the last unit cannot be put in the cart
    Given the store has 1 of the last unit in stock
    When I try to put 2 of the last unit in my cart
    Then my cart should hold at most 1 of the last unit

  @IN08
  Scenario: Selling the last unit leaves none
    Given the store has 1 of the last unit in stock
    And I have the last unit in my cart
    When I place my order
    Then my order should be confirmed
    And the store should have 0 of the last unit in stock
    And the last unit should not be for sale

  @OM01
  Scenario: The variant that I choose is the one that I order
    Given I have a product with options in my cart
    When I choose to pay by invoice
    And I place my order
    Then my order should hold 1 of a product with options
