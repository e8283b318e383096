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

  @IN07
  Scenario: A declined payment leaves the last unit to whoever pays for it
    Given the store has 1 of the last unit in stock
    And I have the last unit in my cart
    When I choose to pay with a declined card
    And I try to place my order
    Then my order should not be placed
    And exactly 0 orders should exist for me
    And I should not be charged
    And I should be told that my payment was refused
    And my cart should be kept
    And the store should have 1 of the last unit in stock
    When I choose to pay with a good card
    And I place my order
    Then my order should be confirmed
    And exactly 1 order should exist for me
    And I should be charged exactly my order total once
    And the store should have 0 of the last unit in stock

  @IN14
  Scenario: An old page puts no more units in my cart than the store sells to one shopper
    Given I look at a product in stock
    When I put as many of a product in stock in my cart in another tab as the store sells to one shopper
    And I try to put one more of a product in stock in my cart on the page that is open
    Then my cart should hold no more of a product in stock than the store sells to one shopper

  @IN15
  Scenario: Quick changes on a slow connection leave the last one standing
    Given I have a product in stock in my cart
    And my connection is slow
    When I change a product in stock in my cart to 3, 5 and 2 without waiting
    Then my cart should hold 2 of a product in stock
    And the parts of my bill should add up to the total
