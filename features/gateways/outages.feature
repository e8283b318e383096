@gateways
Feature: A payment gateway that fails costs nobody money or an order

  @GW09
  Scenario: With the payment gateway down nothing is ordered or charged
    Given I have a product in stock in my cart
    And I choose to pay with a good card
    And I am ready to place my order
    And the payment gateway is down
    When I try to place my order
    Then my order should not be placed
    And exactly 0 orders should exist for me
    And I should not be charged
    And I should be told that my payment was refused
    And my cart should be kept

  @GW09
  Scenario: With the payment gateway down another way to pay is open
    Given I have a product in stock in my cart
    And I choose to pay with a good card
    And I am ready to place my order
    And the payment gateway is down
    When I try to place my order
    Then my order should not be placed
    When I try again by invoice
    Then my order should be confirmed
    And exactly 1 order should exist for me
    And I should not be charged
    And my cart should be empty

  @GW08 @GW19
  Scenario: An answer of the payment gateway that is lost ends in one order, charged once
    Given I have a product in stock in my cart
    And I choose to pay with a good card
    And I am ready to place my order
    And the payment gateway will take the request but its answer will be lost
    When I try to place my order
    And the payment gateway recovers
    And I come back and order what is still in my cart
    Then I should be charged once for the one order that exists
    And exactly 1 confirmation e-mail should tell me of it
    And my cart should be empty

  @GW19
  Scenario Outline: A payment gateway whose answers are <harm> ends in one order, charged once
    Given I have a product in stock in my cart
    And I choose to pay with a good card
    And I am ready to place my order
    And <fault>
    When I try to place my order
    And the payment gateway recovers
    And I come back and order what is still in my cart
    Then I should be charged once for the one order that exists
    And my cart should be empty

    Examples:
      | harm     | fault                                             |
      | cut off  | the answers of the payment gateway will be cut off |
      | nonsense | the payment gateway will answer with nonsense     |

  @GW10
  Scenario: A payment gateway that fails twice and then works charges me once
    Given I have a product in stock in my cart
    And I choose to pay with a good card
    And I am ready to place my order
    And the payment gateway will fail the next 2 times
    When I try to place my order
    And the payment gateway recovers
    And I come back and order what is still in my cart
    Then I should be charged once for the one order that exists
    And exactly 1 confirmation e-mail should tell me of it
    And my cart should be empty

  @GW11
  Scenario: A slow payment gateway charges me once, and the page shows that it is busy
    Given I have a product in stock in my cart
    And I choose to pay with a good card
    And I am ready to place my order
    And the payment gateway will answer after 4 seconds
    When I place my order and watch its button
    Then the button should have shown that my order is on its way
    And my order should be confirmed
    And exactly 1 order should exist for me
    And I should be charged exactly my order total once
    And my cart should be empty

  @GW18
  Scenario: A payment request that reaches the gateway twice charges me once
    Given I have a product in stock in my cart
    And I choose to pay with a good card
    And I am ready to place my order
    And the payment gateway will get every request twice
    When I place my order
    Then my order should be confirmed
    And exactly 1 order should exist for me
    And I should be charged exactly my order total once
    And my cart should be empty
