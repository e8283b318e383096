@orders
Feature: Every order reaches the order management system once

  @OM01
  Scenario: The order management system holds my order once
    Given I have a product in stock in my cart
    And I choose to pay with a good card
    When I place my order
    Then the order management system should hold my order once
    And exactly 1 order should exist for me
    And I should be charged exactly my order total once
    And my cart should be empty
    And my order should be confirmed

  @OM03
  Scenario: An order that the order management system refuses does not hold up the next
    Given the order management system will refuse orders that contain a product with odd cents
    And I have a product with odd cents in my cart
    And I choose to pay with a good card
    When I place my order
    And I have a product in stock in my cart
    And I place my order
    Then the order management system should hold my order once
    And my first order should be set aside for a person
    And exactly 2 orders should exist for me
    And each of my orders should be charged its total once
    And my cart should be empty
    And my order should be confirmed

  @OM02
  Scenario: With the order management system down I order, and the order arrives once it is back
    Given the order management system is down
    And I have a product in stock in my cart
    And I choose to pay with a good card
    When I place my order
    Then my order should wait for the order management system
    When the order management system recovers
    Then the order management system should receive the orders that waited, each once, within 30 seconds
    And exactly 1 order should exist for me
    And I should be charged exactly my order total once
    And my cart should be empty
    And my order should be confirmed

  @OM02 @OM05
  Scenario: Orders of an outage arrive in the order in which they were placed
    Given the order management system is down
    And I have a product in stock in my cart
    When I choose to pay by invoice
    And I place my order
    And I have a product with odd cents in my cart
    And I place my order
    Then my order should wait for the order management system
    When the order management system recovers
    Then the order management system should receive the orders that waited, each once, within 30 seconds
    And exactly 2 orders should exist for me
    And I should not be charged
    And my cart should be empty
    And my order should be confirmed

  @OM05
  Scenario: An order whose receipt is lost on the way is handed on again and held once
    Given the order management system will take the request but its answer will be lost
    And I have a product in stock in my cart
    And I choose to pay with a good card
    When I place my order
    Then my order should wait for the order management system
    When the order management system recovers
    Then the order management system should receive the orders that waited, each once, within 30 seconds
    And exactly 1 order should exist for me
    And I should be charged exactly my order total once
    And my cart should be empty
    And my order should be confirmed
