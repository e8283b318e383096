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
