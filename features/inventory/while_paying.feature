@inventory
Feature: Stock that ends while a shopper pays costs the shopper nothing

  @IN11
  Scenario: Stock that ends while I pay gives my money back, and I am told
    Given the store has 1 of the last unit in stock
    And I have the last unit in my cart
    And the payment gateway's notification arrives after I return
    And I choose to pay with a card asking for authentication
    When I close the payment page after paying
    And the store has 0 of the last unit in stock
    And the payment gateway's notifications have arrived
    Then exactly 0 orders should exist for me
    And I should have my money back
    When I leave the shop and come back
    Then I should be told that my order was not placed
    And my cart should be kept
