@shipping
Feature: What changes about the delivery during the checkout stops the order and is told

  @SH03
  Scenario: A way of delivery that is withdrawn after it was chosen is not ordered
    Given I have a product in stock in my cart
    And I choose to pay with a good card
    And I choose express delivery
    When I am ready to place my order
    And the store no longer delivers by express delivery
    And I try to place my order
    Then my order should not be placed
    And exactly 0 orders should exist for me
    And I should not be charged
    And I should be told that this way of delivery is no longer open
    And my cart should be kept

  @SH04
  Scenario: A fee that changes during the checkout is told before the order is taken
    Given I have a product in stock in my cart
    And I choose to pay with a good card
    When I am ready to place my order
    And the store has doubled the fee of standard delivery
    And I try to place my order
    Then my order should not be placed
    And exactly 0 orders should exist for me
    And I should not be charged
    And I should be asked to confirm the new total
    When I place my order
    Then my order should be confirmed
    And I should be charged exactly my order total once
