@orders
Feature: An order that fails halfway leaves nothing of it behind

  @OM06
  Scenario: An order that fails after its payment undoes the payment, the code and the stock
    Given nobody has used a single-use code yet
    And the store has 7 of a product with odd cents in stock
    And the store has 1 of the last unit in stock
    And the payment gateway's notification arrives after I return
    And I have a product with odd cents in my cart
    And I have the last unit in my cart
    When I apply a single-use code
    And I choose to pay with a card asking for authentication
    And I close the payment page after paying
    And the store has 0 of the last unit in stock
    And the payment gateway's notifications have arrived
    Then exactly 0 orders should exist for me
    And I should have my money back
    And a single-use code should have been used 0 times
    And the store should have 7 of a product with odd cents in stock
    And exactly 0 confirmation e-mails should reach me in my language
    When I leave the shop and come back
    Then I should be told that my order was not placed
    And my cart should be kept
