@gateways
Feature: What the payment gateway tells by itself is heard once, whenever it comes

  @GW13
  Scenario: A notification that arrives before I return makes one order
    Given I have a product in stock in my cart
    And the payment gateway's notification arrives before I return
    And the payment gateway will ask me to authenticate and I pass it
    When I place my order
    Then my order should be confirmed
    And exactly 1 order should exist for me
    And I should be charged exactly my order total once
    And exactly 1 confirmation e-mail should reach me in my language
    And my cart should be empty

  @GW13 @GW14
  Scenario: A notification that arrives after I returned changes nothing
    Given I have a product in stock in my cart
    And the payment gateway's notification arrives after I return
    When I choose to pay with a good card
    And I place my order
    And the payment gateway's notifications have arrived
    Then exactly 1 order should exist for me
    And I should be charged exactly my order total once
    And exactly 1 confirmation e-mail should reach me in my language

  @GW13 @GW19
  Scenario: Without any notification the order is paid and confirmed
    Given I have a product in stock in my cart
    And the payment gateway's notification never arrives
    And the payment gateway will ask me to authenticate and I pass it
    When I place my order
    Then my order should be confirmed
    And the payment gateway should have been kept from telling
    And exactly 1 order should exist for me
    And I should be charged exactly my order total once
    And exactly 1 confirmation e-mail should reach me in my language
    And the store's books should show my order as paid

  @GW14
  Scenario: A notification that arrives three times is one payment, one order and one mail
    Given I have a product in stock in my cart
    And the payment gateway's notification arrives 3 times
    And I choose to pay with a card asking for authentication
    When I close the payment page after paying
    And the payment gateway's notifications have arrived
    Then exactly 1 order should exist for me
    And I should be charged exactly my order total once
    And exactly 1 confirmation e-mail should reach me in my language

  @GW15
  Scenario: A notification that comes after the refund does not reopen the order
    Given I have a product in stock in my cart
    And the payment gateway's notification arrives after I return
    When I choose to pay with a good card
    And I place my order
    And the store refunds my order
    Then the store's books should show my order as refunded
    When the payment gateway's notifications have arrived
    Then the store's books should show my order as refunded
    And I should have my money back
    And exactly 1 order should exist for me

  @GW16 @SC07
  Scenario: A forged notification of my payment is refused
    Given I have a product in stock in my cart
    And the payment gateway's notification never arrives
    And the payment gateway will ask me to authenticate and I fail it
    When I try to place my order
    And a forged payment notification arrives for my order
    Then the store should refuse it without an order or a charge
    And my cart should be kept

  @GW16
  Scenario: A notification about an unknown payment is answered without an error
    Given I have a product in stock in my cart
    And the payment gateway will ask me to authenticate and I fail it
    When I try to place my order
    And a notification about an unknown payment arrives
    Then the store should answer it without an error
    And exactly 0 orders should exist for me
    And I should not be charged

  @GW17
  Scenario: A notification is answered at once
    Given I have a product in stock in my cart
    And the payment gateway's notification arrives after I return
    When I choose to pay with a good card
    And I place my order
    And the payment gateway's notifications have arrived
    Then each notification should be answered within 3 seconds

  @GW14 @GW21
  Scenario: A notification that was overtaken does not undo what the store has taken
    Given the store takes the money at dispatch
    And I have a product in stock in my cart
    And the payment gateway's notifications arrive in the wrong order
    When I choose to pay with a good card
    And I place my order
    And the store dispatches my order
    And the payment gateway's notifications have arrived
    Then the store's books should show my order as paid
    And I should be charged exactly my order total once
    And exactly 1 order should exist for me

  @GW13 @GW07
  Scenario: A debit is an order at once, and confirmed by mail when the bank has paid
    Given I have a product in stock in my cart
    When I choose to pay by direct debit
    And I place my order
    Then my order should be confirmed
    And the store's books should show my order as awaiting
    And exactly 0 confirmation e-mails should reach me in my language
    When my bank pays the debit
    Then the store's books should show my order as paid
    And I should be charged exactly my order total once
    And exactly 1 confirmation e-mail should reach me in my language

  @GW28
  Scenario: A debit that is paid after its order was cancelled goes back to me
    Given I have a product in stock in my cart
    When I choose to pay by direct debit
    And I place my order
    Then my order should be confirmed
    When my order is cancelled
    And my bank pays the debit
    Then I should have my money back
    And the store's books should show my order as voided
    And exactly 1 order should exist for me
    And exactly 0 confirmation e-mails should reach me in my language

  @GW19
  Scenario: A debit that the bank refuses ends the order and charges nothing
    Given I have a product in stock in my cart
    When I choose to pay by direct debit
    And I place my order
    Then my order should be confirmed
    When my bank refuses the debit
    Then the store's books should show my order as voided
    And I should not be charged
    And exactly 0 confirmation e-mails should reach me in my language
