@inventory
Feature: What changes about a product during the checkout stops the order and is told

  @IN02
  Scenario: Stock that falls during the checkout stops the order and names the product
    Given I have a product in stock in my cart
    And I choose to pay with a good card
    When I am ready to place my order
    And the store has 0 of a product in stock in stock
    And I try to place my order
    Then my order should not be placed
    And exactly 0 orders should exist for me
    And I should not be charged
    And I should be told that a product in stock cannot be had any more
    And my cart should be kept

  @IN03
  Scenario: A product that is taken off sale during the checkout is not ordered
    Given I have a product with odd cents in my cart
    And I choose to pay with a good card
    When I am ready to place my order
    And the store has taken a product with odd cents off sale
    And I try to place my order
    Then my order should not be placed
    And exactly 0 orders should exist for me
    And I should not be charged
    And I should be told that a product with odd cents cannot be had any more
    And my cart should be kept

  @IN13
  Scenario: A price that changes during the checkout is told before the order is taken
    Given I have a product with odd cents in my cart
    And I choose to pay with a good card
    When I am ready to place my order
    And the store has doubled the price of a product with odd cents
    And I try to place my order
    Then my order should not be placed
    And exactly 0 orders should exist for me
    And I should not be charged
    And I should be asked to confirm the new total
    When I place my order
    Then my order should be confirmed
    And I should be charged exactly my order total once

  @IN14
  Scenario: More units than the store sells to one shopper do not go into the cart
    When I try to put more of a product in stock in my cart than the store sells to one shopper
    Then my cart should hold no more of a product in stock than the store sells to one shopper
