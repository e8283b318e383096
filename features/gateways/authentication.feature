@gateways
Feature: A bank that asks who pays loses neither the order nor the cart

  @GW04
  Scenario: An authentication that I pass pays the order once
    Given I have a product in stock in my cart
    And the payment gateway will ask me to authenticate and I pass it
    When I place my order
    Then my order should be confirmed
    And exactly 1 order should exist for me
    And I should be charged exactly my order total once
    And my cart should be empty

  @GW04 @GW07
  Scenario: An authentication that I fail costs nothing and keeps the cart
    Given I have a product in stock in my cart
    And the payment gateway will ask me to authenticate and I fail it
    When I try to place my order
    Then exactly 0 orders should exist for me
    And I should not be charged
    And my cart should be kept
    And I should be told that my payment was refused
    And exactly 0 confirmation e-mails should reach me in my language

  @GW05 @GW32
  Scenario: An authentication that I dismiss can be tried again, and then paid in another way
    Given I have a product in stock in my cart
    And the payment gateway will ask me to authenticate and I dismiss it
    When I try to place my order
    Then exactly 0 orders should exist for me
    And I should not be charged
    And I should be told that my payment was refused
    When the payment gateway will ask me to authenticate and I dismiss it
    And I try again with a card asking for authentication
    Then exactly 0 orders should exist for me
    When I try again by invoice
    Then my order should be confirmed
    And exactly 1 order should exist for me
    And I should not be charged
    And the payment gateway should hold no unfinished payment of mine

  @GW06
  Scenario: After a failed authentication a good one pays the order
    Given I have a product in stock in my cart
    And the payment gateway will ask me to authenticate and I fail it
    When I try to place my order
    Then my order should not be placed
    When the payment gateway will ask me to authenticate and I pass it
    And I try again with a card asking for authentication
    Then my order should be confirmed
    And exactly 1 order should exist for me
    And I should be charged exactly my order total once
    And the store's books should show my order as paid

  @GW32 @GW29
  Scenario: Who goes back from the bank has the cart, and the ways to pay, again
    Given I have a product in stock in my cart
    And the payment gateway will ask me to authenticate and I go back from it
    When I try to place my order
    Then exactly 0 orders should exist for me
    And I should not be charged
    And my cart should be kept
    And the payment gateway should hold no unfinished payment of mine
    When I choose to pay by invoice
    And I place my order
    Then my order should be confirmed
    And exactly 1 order should exist for me

  @GW33 @GW13
  Scenario: Who closes the page after paying has an order all the same
    Given I have a product in stock in my cart
    And I choose to pay with a card asking for authentication
    When I close the payment page after paying
    Then exactly 1 order should exist for me
    And I should be charged exactly my order total once
    And my cart should be empty
    And exactly 1 confirmation e-mail should reach me in my language
